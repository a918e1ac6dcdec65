import type { BaselineMemory, Factor } from './baseline-memory.js';
import { clamp } from './odds.js';
import { BASELINE } from './policy.js';

/**
 * The overall rate, drawn towards the prior by a few pseudo failures. The prior can only raise it: a segment that fails
 * more than the prior says is believed, one that has not failed yet is not taken to be flawless.
 */
export function levelRate(level: { readonly failed: number; readonly total: number }, priorRate: number): number {
  const shown = level.total > 0 ? level.failed / level.total : 0;
  const prior = Math.max(priorRate, shown);
  const rate = (level.failed + BASELINE.priorFailures) / (level.total + BASELINE.priorFailures / prior);
  return clamp(rate, BASELINE.floor, 1 - BASELINE.floor);
}

/** Odds ratio of what a factor saw to what was expected of it, drawn towards 1 by `shrink` pseudo failures and bounded. */
function factorOdds(factor: Factor, shrink: number, clip: readonly [number, number]): number {
  const seen = (factor.failed + shrink) / (factor.total - factor.failed + shrink);
  const expected = (factor.expected + shrink) / (factor.total - factor.expected + shrink);
  return clamp(seen / expected, clip[0], clip[1]);
}

/** Odds ratio of an hour of day to the day. */
export function hourOdds(baseline: BaselineMemory, hour: number): number {
  return factorOdds(hourFactor(baseline, hour), BASELINE.hourShrink, BASELINE.hourClip);
}

/** Odds ratio of the last hours to what level and hour of day say. */
export function trendOdds(baseline: BaselineMemory): number {
  return factorOdds(baseline.trend, BASELINE.trendShrink, BASELINE.trendClip);
}

/** The factor of an hour of day, 0..23. */
export function hourFactor({ hours }: BaselineMemory, hour: number): Factor {
  return { failed: hours.failed[hour] ?? 0, total: hours.total[hour] ?? 0, expected: hours.expected[hour] ?? 0 };
}
