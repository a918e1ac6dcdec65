import { hourOdds, levelRate, trendOdds } from './factors.js';
import type { BaselineMemory, Bucket, Factor, Spread } from './baseline-memory.js';
import { shiftOdds } from './odds.js';
import { BASELINE, CLUMPS, DISPERSION, WANDER } from './policy.js';

/** What counts of one hour of day add to the usual. */
interface Lesson {
  readonly hour: number;
  readonly failed: number;
  readonly total: number;
}

/** How much is left after `elapsed` ms of something that halves every `halfLife` ms. */
export function remaining(elapsed: number, halfLife: number): number {
  return elapsed <= 0 ? 1 : 2 ** (-elapsed / halfLife);
}

function fadeFactor(factor: Factor, share: number): void {
  factor.failed *= share;
  factor.total *= share;
  factor.expected *= share;
}

function fadeAll(numbers: number[], share: number): void {
  for (let i = 0; i < numbers.length; i += 1) numbers[i] = (numbers[i] ?? 0) * share;
}

function fadeSpread(spread: Spread, share: number): void {
  spread.excess *= share;
  spread.weight *= share;
}

/** Lets everything learnt fade up to `at`. Called when something is learnt, never by the clock alone. */
export function fadeTo(baseline: BaselineMemory, at: number): void {
  const elapsed = at - (baseline.at ?? at);
  baseline.at = Math.max(baseline.at ?? at, at);
  if (elapsed <= 0) return;
  const level = remaining(elapsed, BASELINE.levelHalfLife);
  baseline.level.failed *= level;
  baseline.level.total *= level;
  const hourly = remaining(elapsed, BASELINE.hourHalfLife);
  fadeAll(baseline.hours.failed, hourly);
  fadeAll(baseline.hours.total, hourly);
  fadeAll(baseline.hours.expected, hourly);
  fadeFactor(baseline.trend, remaining(elapsed, BASELINE.trendHalfLife));
  fadeSpread(baseline.dispersion, remaining(elapsed, DISPERSION.halfLife));
  fadeSpread(baseline.clumps, remaining(elapsed, DISPERSION.halfLife));
  fadeSpread(baseline.wander, remaining(elapsed, WANDER.halfLife));
}

/** Adds counts to the hour of day, each factor being told what the others already explain. */
export function learnHour(baseline: BaselineMemory, { hour, failed, total }: Lesson, priorRate: number): void {
  const { hours } = baseline;
  const expectedRate = shiftOdds(levelRate(baseline.level, priorRate), trendOdds(baseline));
  hours.failed[hour] = (hours.failed[hour] ?? 0) + failed;
  hours.total[hour] = (hours.total[hour] ?? 0) + total;
  hours.expected[hour] = (hours.expected[hour] ?? 0) + total * expectedRate;
}

/** Adds counts to the trend. */
export function learnTrend(baseline: BaselineMemory, lesson: Lesson, priorRate: number): void {
  const { trend } = baseline;
  const expectedRate = shiftOdds(levelRate(baseline.level, priorRate), hourOdds(baseline, lesson.hour));
  trend.failed += lesson.failed;
  trend.total += lesson.total;
  trend.expected += lesson.total * expectedRate;
}

/**
 * Adds how much more than coin tosses the blocks of a bucket vary around the bucket's own rate (the analysis-of-variance estimator
 * of an intra-class correlation): a rate that has moved as a whole is a rise, not restlessness.
 */
function learnDispersion(dispersion: Spread, bucket: Bucket): void {
  const { failed, total, blocks, squares, size, sizeSquares } = bucket;
  if (blocks < 2 || failed === 0 || failed === total) return;
  const variance = ((failed / total) * (total - failed)) / (total - 1);
  const weight = size - sizeSquares / total - (blocks - 1);
  const excess = (squares - failed ** 2 / total) / variance - (blocks - 1);
  if (weight <= 0) return;
  dispersion.excess += Math.min(excess, DISPERSION.bucketMost * weight);
  dispersion.weight += weight;
}

/**
 * Adds how much more than binomial neighbouring buckets differ; large buckets say little of it, because there the usual itself
 * wanders. Neighbours are compared with each other and not with what was expected, so that a rise is not taken for clumps.
 */
function learnClumps(baseline: BaselineMemory, bucket: Bucket): void {
  const { before, clumps } = baseline;
  const { failed, expected } = bucket;
  baseline.before = expected > 0 ? { failed, expected } : null;
  if (before === null || expected <= 0) return;
  const ratio = Math.sqrt(before.expected / expected);
  const share = 1 / (1 + (expected / CLUMPS.halfWeight) ** 2);
  const ok = 1 - failed / bucket.total;
  clumps.excess += (share * (failed * ratio - before.failed / ratio) ** 2) / 2;
  clumps.weight += (share * (failed + before.failed) * ok) / 2;
}

/** Adds how far counts were from what was expected of them, beyond the noise that explains itself. */
export function learnWander(wander: Spread, counts: { failed: number; expected: number; variance: number }): void {
  const { failed, expected, variance } = counts;
  if (expected <= 0) return;
  const far = Math.min((failed - expected) ** 2, (WANDER.most * 2 * expected) ** 2 + variance);
  const scale = expected ** 2 + WANDER.halfWeight ** 2;
  wander.excess += (far - variance) / scale;
  wander.weight += expected ** 2 / scale;
}

/**
 * Takes a bucket that ended at `end`, and that did not turn out to be a rise, into the usual. One in which a chart had lately risen
 * high teaches no rate, but it does say how restless a healthy segment can be.
 */
export function learnBucket(baseline: BaselineMemory, bucket: Bucket, end: number, priorRate: number): void {
  fadeTo(baseline, end);
  learnDispersion(baseline.dispersion, bucket);
  learnClumps(baseline, bucket);
  learnWander(baseline.wander, bucket);
  if (bucket.use !== 'all' && bucket.use !== 'level') return;
  baseline.seen.failed += bucket.failed;
  baseline.seen.total += bucket.total;
  baseline.level.failed += bucket.failed;
  baseline.level.total += bucket.total;
  learnHour(baseline, bucket, priorRate);
  if (bucket.use === 'all') learnTrend(baseline, bucket, priorRate);
}
