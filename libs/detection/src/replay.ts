import type { Verdict } from '@tillwatch/domain';
import type { SegmentMemory } from './memory.js';
import { observe } from './observe.js';
import { MINUTE } from './policy.js';
import type { JudgeSettings } from './settings.js';

/** Concluded outcomes of one past minute. */
export interface PastMinute {
  /** Start of the minute (ms since epoch). */
  readonly start: number;
  /** Local hour of day, 0..23. */
  readonly hourOfDay: number;
  readonly failed: number;
  readonly total: number;
}

/**
 * Lives through past minutes, oldest first, as after a restart: the memory is the one that judging each minute as it
 * ended would have left. Minutes without outcomes may be left out. Returns the verdict of the last minute, null without one.
 *
 * Against one-second ticks a minute counts as six blocks of evenly spread outcomes that arrive together: an onset is up
 * to a minute coarse, and a minute may add twice what one block may.
 */
export function replay(memory: SegmentMemory, minutes: readonly PastMinute[], settings: JudgeSettings): Verdict | null {
  let last: Verdict | null = null;
  for (const { start, hourOfDay, failed, total } of minutes) {
    last = observe(memory, { now: start + MINUTE, hourOfDay, failed, total, spanMs: MINUTE }, settings);
  }
  return last;
}
