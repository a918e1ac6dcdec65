import { wilson } from '@tillwatch/domain';
import { fadeTo, learnHour, learnTrend, remaining } from './learn.js';
import type { SegmentMemory } from './memory.js';
import { shiftOdds } from './odds.js';
import { BASELINE, DAY, SEED } from './policy.js';

/** Concluded outcomes of one past hour. */
export interface PastHour {
  /** Local hour of day, 0..23. */
  readonly hourOfDay: number;
  /** Days from the end of the hour to now; a fraction is better than a whole number. */
  readonly dayAge: number;
  readonly failed: number;
  readonly total: number;
}

function pooledRate(hours: readonly PastHour[]): number {
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  const total = hours.reduce((sum, hour) => sum + hour.total, 0);
  return total > 0 ? Math.min(failed / total, 1 - BASELINE.floor) : 0;
}

/** Hours that are not themselves an incident: the ones clearly above the rest are dropped, unless that is most of them. */
function ordinary(hours: readonly PastHour[]): readonly PastHour[] {
  let kept = hours;
  for (let round = 0; round < SEED.rounds; round += 1) {
    const limit = shiftOdds(pooledRate(kept), SEED.oddsRatio) + SEED.points;
    kept = hours.filter((hour) => wilson(hour.failed, hour.total, SEED.z)[0] <= limit);
  }
  return kept.length * 2 > hours.length ? kept : hours;
}

/**
 * Gives a segment a usual rate from its past at once: imported history, or the hour tier after a restart.
 * The hours must not overlap what the memory has learnt or will be replayed; hours of a rise that is still going on
 * should be left out by the caller, earlier incidents are recognised and dropped here.
 */
export function seedBaseline(memory: SegmentMemory, hours: readonly PastHour[], priorRate: number = BASELINE.priorRate): void {
  const { baseline } = memory;
  const past = ordinary(hours.filter((hour) => hour.total > 0));
  if (past.length === 0) return;
  fadeTo(baseline, memory.at);
  for (const { dayAge, failed, total } of past) {
    const share = remaining(dayAge * DAY, BASELINE.levelHalfLife);
    baseline.level.failed += failed * share;
    baseline.level.total += total * share;
    baseline.seen.failed += failed;
    baseline.seen.total += total;
    memory.bornAt = Math.min(memory.bornAt, memory.at - dayAge * DAY);
  }
  for (const hour of past) learnHour(baseline, fadedHour(hour, BASELINE.hourHalfLife), priorRate);
  for (const hour of past) learnTrend(baseline, fadedHour(hour, BASELINE.trendHalfLife), priorRate);
  memory.reference = null;
}

function fadedHour(past: PastHour, halfLife: number): { hour: number; failed: number; total: number } {
  const share = remaining(past.dayAge * DAY, halfLife);
  return { hour: Math.floor(past.hourOfDay), failed: past.failed * share, total: past.total * share };
}
