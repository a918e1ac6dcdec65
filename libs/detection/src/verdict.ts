import { failureRate, type FailureRate, type Verdict } from '@tillwatch/domain';
import { leadingOf } from './evidence.js';
import type { Reference } from './baseline-memory.js';
import type { SegmentMemory } from './memory.js';

/** Counts and onset of what rises; null where nothing does. */
function riseOf(memory: SegmentMemory): { observed: FailureRate; since: number } | null {
  const { rise, state, live } = memory;
  if (rise !== null) return { observed: failureRate(rise.failed, rise.total), since: rise.since };
  const leading = state === 'pending' ? leadingOf(live) : undefined;
  return leading === undefined ? null : { observed: failureRate(leading.failed, leading.total), since: leading.onset };
}

/**
 * The memory's state in the words of the domain, with the numbers it was judged on: those of the rise while one is
 * building, firing or recovering, else `failed` of `total`, the latest outcomes.
 */
export function verdictOf(memory: SegmentMemory, reference: Pick<Reference, 'usual'>, failed: number, total: number): Verdict {
  const { state, reason, changedAt, rise } = memory;
  const { observed, since } = riseOf(memory) ?? { observed: failureRate(failed, total), since: null };
  const verdict: Verdict = { state, reason, observed, usual: reference.usual, since, changedAt };
  if (state !== 'firing' || rise === null) return verdict;
  return { ...verdict, severity: rise.critical ? 'critical' : 'warning' };
}
