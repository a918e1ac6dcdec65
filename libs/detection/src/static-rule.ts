import { failureRate, type StaticRule, type Verdict, type VerdictReason, type VerdictState } from '@tillwatch/domain';
import { MINUTE } from './policy.js';

/** All a static rule keeps of one segment: plain, safe to serialise as JSON between any two calls. */
export interface StaticMemory {
  readonly version: 1;
  /** The latest minutes, the running one last; `start` in ms since epoch. */
  minutes: { start: number; failed: number; total: number }[];
  state: VerdictState;
  changedAt: number;
  since: number | null;
}

/** Memory of a segment under a static rule, first looked at `now` (ms since epoch). */
export function createStaticMemory(now: number): StaticMemory {
  return { version: 1, minutes: [], state: 'no_data', changedAt: now, since: null };
}

function count(memory: StaticMemory, { now, failed, total }: Counted, minutes: number): void {
  const start = Math.floor((now - 1) / MINUTE) * MINUTE;
  memory.minutes = memory.minutes.filter((minute) => minute.start >= start - minutes * MINUTE);
  let running = memory.minutes.at(-1);
  if (running === undefined || running.start < start) memory.minutes.push((running = { start, failed: 0, total: 0 }));
  running.failed += failed;
  running.total += total;
}

/** Newly arrived concluded outcomes: `failed` of `total`, up to `now` (ms since epoch). */
interface Counted {
  readonly now: number;
  readonly failed: number;
  readonly total: number;
}

/**
 * Judges one segment by a static rule after newly arrived outcomes: by those of its whole minutes and of the running one. Call it once
 * a second, also with 0 of 0. Changes `memory` in place.
 *
 * @throws RangeError where counts or rule cannot be; `memory` is then unchanged.
 */
export function observeStatic(memory: StaticMemory, counted: Counted, rule: StaticRule): Verdict {
  const { now } = counted;
  if (!(counted.failed >= 0 && counted.failed <= counted.total)) throw new RangeError(`failed ${counted.failed} of ${counted.total}`);
  if (!(rule.forMinutes >= 1 && rule.forMinutes <= 60)) throw new RangeError(`forMinutes ${rule.forMinutes}: expected 1..60`);
  count(memory, counted, rule.forMinutes);
  const observed = failureRate(
    memory.minutes.reduce((sum, minute) => sum + minute.failed, 0),
    memory.minutes.reduce((sum, minute) => sum + minute.total, 0),
  );
  const few = observed.total < Math.max(1, rule.least);
  const over = !few && observed.failed > rule.above * observed.total;
  const state: VerdictState = over ? 'firing' : observed.total === 0 ? 'no_data' : 'normal';
  if (over && memory.since === null) memory.since = memory.minutes[0]?.start ?? now;
  if (!over) memory.since = null;
  if (memory.state !== state) memory.changedAt = now;
  memory.state = state;
  const reason: VerdictReason = over ? 'over_limit' : observed.total === 0 ? 'no_events' : few ? 'too_few_events' : 'within_limit';
  const verdict: Verdict = { state, reason, observed, usual: null, since: memory.since, changedAt: memory.changedAt };
  return over ? { ...verdict, severity: 'warning' } : verdict;
}
