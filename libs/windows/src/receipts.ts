import { ABANDONED, OK, STARTED } from '@tillwatch/attempts';

/** How long it is known when failures came, in seconds of event time: an alert tells it within minutes of the beginning. */
const KEPT = 1_800;
/** How long after a second the first failure since then is looked for, in seconds. */
const SEARCHED = 300;

interface Seconds {
  /** Which second stands at each place, since the epoch; 0 for none. */
  readonly second: Float64Array;
  /** When its first failure came, in ms since the epoch. */
  readonly at: Float64Array;
}

/** When failures came through the door, by the second they happened in: the first step of the way from a failure to somebody who is told. */
export class Receipts {
  private readonly scopes = new Map<number, Seconds>();

  /** Notes an event of a scope. `occurredAt` and `at`, when it was logged, in ms since the epoch. */
  note(scope: number, column: number, { occurredAt, at }: { readonly occurredAt: number; readonly at: number }): void {
    if (column === STARTED || column === OK || column === ABANDONED) return;
    const second = Math.floor(occurredAt / 1000);
    const seconds = this.of(scope);
    const place = second % KEPT;
    if ((seconds.second[place] ?? 0) >= second) return;
    seconds.second[place] = second;
    seconds.at[place] = at;
  }

  /** When the first failure came that happened at `since` (ms since the epoch) or after it; undefined where it is not known. */
  firstSince(scope: number, since: number): number | undefined {
    const seconds = this.scopes.get(scope);
    if (seconds === undefined) return undefined;
    const from = Math.floor(since / 1000);
    for (let second = from; second < from + SEARCHED; second++)
      if (seconds.second[second % KEPT] === second) return seconds.at[second % KEPT];
    return undefined;
  }

  private of(scope: number): Seconds {
    let seconds = this.scopes.get(scope);
    if (seconds === undefined) this.scopes.set(scope, (seconds = { second: new Float64Array(KEPT), at: new Float64Array(KEPT) }));
    return seconds;
  }
}
