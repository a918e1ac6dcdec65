import type { StageEvent } from '@tillwatch/domain';
import { AttemptStory, MISBEHAVIOUR, type Delivery } from './attempt-story.js';
import { Dice } from './random.js';

/** Events that one request of the sender carries. */
export interface Batch {
  /** The door's clock when it is sent first (ms since epoch). */
  readonly now: number;
  readonly events: readonly StageEvent[];
  /** A long quiet time follows: everything before must be acknowledged before the clock goes on. */
  readonly quietAfter: boolean;
}

/** Logical start of every round, shortly before midnight in Seoul so that days are cut as well. */
const START = Date.UTC(2026, 10, 22, 14, 31, 7);
/** Logical length of a busy time, and the quiet hours between two: pairs expire, hours and days are sealed. */
const BUSY_MS = 5 * 60_000;
const QUIET_MS = [2.2, 4.1, 1.3, 5.2, 2.7].map((hours) => hours * 3_600_000);
const EVENTS_PER_BATCH = 100;
/** Events that a busy time has at least, so that accidents fit between two quiet times. */
const EVENTS_PER_BUSY_TIME = 8_000;

/** Attempts of one busy time, some of them another try of the purchase before. */
function busyTime(dice: Dice, name: string, of: { readonly from: number; readonly size: number }): Delivery[] {
  const deliveries: Delivery[] = [];
  for (let serial = 0; deliveries.length < of.size; serial++) {
    const startsAt = of.from + dice.below(BUSY_MS);
    const purchase = `${name}-${serial}`;
    const first = new AttemptStory(dice, { attempt: purchase, purchase, startsAt });
    const outcome = first.play();
    deliveries.push(...first.deliveries);
    if (outcome === 'ok' || !dice.chance(MISBEHAVIOUR.triedAgain)) continue;
    const second = new AttemptStory(dice, { attempt: `${purchase}.2`, purchase, startsAt: startsAt + 1_000 + dice.below(60_000) });
    second.play();
    deliveries.push(...second.deliveries);
  }
  return deliveries;
}

/** At least `size` events (repeats included) of seven-stage attempts, in the order in which they are sent. */
export function makeTraffic(size: number, seed: number): Batch[] {
  const dice = new Dice(seed);
  const batches: Batch[] = [];
  const busyTimes = Math.max(1, Math.min(QUIET_MS.length + 1, Math.floor(size / EVENTS_PER_BUSY_TIME)));
  let from = START;
  for (let n = 0; n < busyTimes; n++) {
    batches.push(...cut(busyTime(dice, `${seed}.${n}`, { from, size: size / busyTimes })));
    from += BUSY_MS + (QUIET_MS[n] ?? 0);
  }
  return batches;
}

function cut(deliveries: Delivery[]): Batch[] {
  deliveries.sort((a, b) => a.at - b.at);
  const batches: Batch[] = [];
  for (let i = 0; i < deliveries.length; i += EVENTS_PER_BATCH) {
    const part = deliveries.slice(i, i + EVENTS_PER_BATCH);
    const quietAfter = i + EVENTS_PER_BATCH >= deliveries.length;
    batches.push({ now: part.at(-1)?.at ?? 0, events: part.map(({ event }) => event), quietAfter });
  }
  return batches;
}
