import type { TileUpdate } from '@tillwatch/contract';
import { MIN_FOR_RATE } from '@tillwatch/wording';

const HOLD_MS = 5_000;
/** A movement below one percentage point waits. */
const SMALL_MOVE = 0.01;

interface Held {
  readonly update: TileUpdate;
  readonly at: number;
}

function movesALittle(shown: TileUpdate, next: TileUpdate): boolean {
  const [from, to] = [shown.numbers.rate, next.numbers.rate];
  if (from === null || to === null || shown.state !== next.state || shown.kind !== next.kind) return false;
  const rates = Math.min(shown.numbers.total, next.numbers.total) >= MIN_FOR_RATE;
  return rates && Math.abs(from - to) < SMALL_MOVE;
}

/**
 * Keeps a tile's numbers for up to five seconds while they move by less than a percentage point, so that what changes on
 * the wall is worth a look. A rate and its counts are held together; a change of state, or of what it is about, is never held.
 */
export class RateHold {
  readonly #held = new Map<string, Held>();

  /** What to show of `next` at `now` (ms). */
  show(next: TileUpdate, now: number): TileUpdate {
    const held = this.#held.get(next.id);
    if (held && now >= held.at && now - held.at < HOLD_MS && movesALittle(held.update, next)) return held.update;
    this.#held.set(next.id, { update: next, at: now });
    return next;
  }
}
