import type { Alert, TileState, TileUpdate } from '@tillwatch/contract';

/** How long a tile that was alarming keeps its mark of recovery. */
const RECOVERED_FOR = 5 * 60_000;
/** How long the strip tells of a gap in this screen's own connection. */
const CUT_TOLD_FOR = 10 * 60_000;
const REMEMBERED_FOR = 24 * 3_600_000;
/** One cause lifts many segments; more than these are not kept. */
const REMEMBERED = 36;

/** A time during which this screen saw nothing; server times. */
export interface Cut {
  readonly from: number;
  readonly to: number;
}

/** What a page has seen itself: recoveries and its own blindness. Nothing here is invented or fetched. */
export interface SeenHistory {
  /** Since when the page has been looking without a break (server time). */
  readonly since: number;
  readonly recovered: readonly Alert[];
}

function alarming(state: TileState): boolean {
  return state === 'warning' || state === 'critical' || state === 'recovering';
}

/** A rise is one with an earlier one at its place that was not over yet when it began: its start is only estimated. */
function isSameRise(over: Alert, alert: Alert): boolean {
  return over.id === alert.id && alert.since <= (over.recoveredAt ?? Infinity);
}

/**
 * Alerts that this page saw begin or last and then recover or go, newest first, with those it remembered before.
 * Only for what was judged: alerts that are missing because nobody judges are not over.
 */
export function withRecoveries(
  history: SeenHistory,
  change: { before: readonly Alert[]; after: readonly Alert[]; now: number },
): SeenHistory {
  const { before, after, now } = change;
  const running = after.filter(({ state }) => state === 'warning' || state === 'critical');
  const ended = before.filter((alert) => alert.state !== 'watch' && !after.some(({ id }) => id === alert.id));
  const over = [...after.filter((alert) => alert.state === 'recovering'), ...ended].map((alert) => ({
    ...alert,
    recoveredAt: alert.recoveredAt ?? now,
  }));
  const told = [...running, ...over];
  const past = history.recovered.filter((known) => !told.some((alert) => isSameRise(known, alert)));
  if (over.length === 0 && past.length === history.recovered.length) return history;
  const kept = [...past, ...over].filter((alert) => now - (alert.recoveredAt ?? now) < REMEMBERED_FOR);
  const recovered = kept.sort((a, b) => (b.recoveredAt ?? 0) - (a.recoveredAt ?? 0)).slice(0, REMEMBERED);
  return { ...history, recovered };
}

/** Marks tiles as recovered for five minutes after the detector called them normal again. */
export class RecoveryMarks {
  readonly #states = new Map<string, TileState>();
  readonly #until = new Map<string, number>();

  /** The state to show for `update` at `now` (ms). */
  show(update: TileUpdate, now: number): TileState {
    const before = this.#states.get(update.id);
    this.#states.set(update.id, update.state);
    if (update.state !== 'normal') this.#until.delete(update.id);
    else if (before !== undefined && alarming(before)) this.#until.set(update.id, now + RECOVERED_FOR);
    return (this.#until.get(update.id) ?? 0) > now ? 'recovering' : update.state;
  }
}

/** Remembers when this screen was cut off, to say so for ten minutes after. */
export class CutLog {
  #from: number | null = null;
  #last: Cut | null = null;

  /** `lastSeen`: server time of the last heartbeat while the link is down, null while it is not. True when a gap just ended. */
  note(lastSeen: number | null, now: number): boolean {
    if (lastSeen !== null) this.#from ??= lastSeen;
    if (lastSeen !== null || this.#from === null) return false;
    this.#last = { from: this.#from, to: now };
    this.#from = null;
    return true;
  }

  /** The last gap, while it is worth telling. */
  recent(now: number): Cut | null {
    return this.#last && now - this.#last.to < CUT_TOLD_FOR ? this.#last : null;
  }
}
