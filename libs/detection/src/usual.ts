import type { Baseline } from '@tillwatch/domain';
import { rateThatMatters } from './evidence.js';
import { hourFactor, hourOdds, levelRate, trendOdds } from './factors.js';
import type { BaselineMemory, Factor, Reference, Spread } from './baseline-memory.js';
import type { SegmentMemory } from './memory.js';
import { clamp, oddsOf, rateOf, shiftOdds } from './odds.js';
import { BASELINE, CLUMPS, DISPERSION, EVIDENCE, WANDER, WARM, MINIMUM } from './policy.js';
import { priorRateOf, type JudgeSettings } from './settings.js';

/** Whether enough is learnt to judge by. */
export function isLearnt({ seen, level }: BaselineMemory): boolean {
  const enough = seen.failed >= WARM.failures || seen.total >= WARM.total;
  return enough && level.total >= WARM.unfaded;
}

/** Learnt and old enough, at `at`, to judge by. */
export function isWarm(memory: SegmentMemory, at: number): boolean {
  return at - memory.bornAt >= WARM.ageMs && isLearnt(memory.baseline);
}

/** How uncertain the usual rate is, as a relative standard error of its odds; the rarer outcome decides. */
function uncertainty(baseline: BaselineMemory, hour: number): number {
  const { level, trend } = baseline;
  const rarer = (f: Factor): number => Math.min(f.failed, f.total - f.failed);
  const ofLevel = 1 / (level.failed + BASELINE.priorFailures) + 1 / (level.total - level.failed + BASELINE.priorFailures);
  const ofHour = 0.5 / (rarer(hourFactor(baseline, hour)) + BASELINE.hourShrink);
  return Math.sqrt(ofLevel + ofHour + 0.5 / (rarer(trend) + BASELINE.trendShrink));
}

/** How far the usual wanders by itself, as a relative standard deviation. */
export function wanderOf(wander: Spread): number {
  const square = (wander.excess + WANDER.prior ** 2 * WANDER.priorWeight) / (wander.weight + WANDER.priorWeight);
  return Math.min(WANDER.most, Math.sqrt(Math.max(0, square)));
}

/** How many failures come together (one customer trying again), as a variance ratio. */
function clumpsOf(clumps: Spread): number {
  return clamp((clumps.excess + CLUMPS.priorWeight) / (clumps.weight + CLUMPS.priorWeight), 1, CLUMPS.most);
}

/** Intra-block correlation learnt from healthy buckets. */
function correlation(dispersion: Spread): number {
  const rho = (dispersion.excess + DISPERSION.priorExcess) / (dispersion.weight + DISPERSION.priorWeight);
  return clamp(rho, 0, DISPERSION.most);
}

/** The usual rate of an hour, and the upper bound that the charts take for it. */
function boundsOf(baseline: BaselineMemory, hour: number, priorRate: number): { rate: number; upper: number } {
  const trend = trendOdds(baseline);
  const factor = hourOdds(baseline, hour) * trend;
  const rate = clamp(shiftOdds(levelRate(baseline.level, priorRate), factor), BASELINE.floor, 1 - BASELINE.floor);
  const wander = Math.min(WANDER.z * wanderOf(baseline.wander), WANDER.withTrend / trend - 1);
  const bound = Math.max(shiftOdds(rate, 1 + uncertainty(baseline, hour) + wander), rate + BASELINE.boundPoints);
  return { rate, upper: Math.min(1 - BASELINE.floor / 2, bound) };
}

/** The rate below which nothing can fire: the most sensitive chart gains nothing there, or the rise is too small to matter. */
function upperEdge(matters: number, hit: number, miss: number): number {
  const drifts = -miss / (hit - miss);
  return Math.min(1 - BASELINE.floor / 2, Math.max(drifts, matters));
}

/** The usual as people see it; null while nothing is known and no wider segment lends its rate. */
function usualOf(memory: SegmentMemory, judged: { rate: number; high: number; warm: boolean }, lent: boolean): Baseline | null {
  const learned = memory.baseline.at !== null;
  if (!learned && !lent) return null;
  const { rate, high, warm } = judged;
  const low = rateOf((oddsOf(rate) * oddsOf(rate)) / oddsOf(high));
  return { rate, low, high, source: learned ? 'learned' : 'prior', learning: !warm };
}

/** What outcomes of an hour of day are judged against, with the memory as it stands. */
export function referenceFor(memory: SegmentMemory, hour: number, settings: JudgeSettings): Reference {
  const { baseline } = memory;
  const { rate, upper } = boundsOf(baseline, hour, priorRateOf(settings));
  const scale = EVIDENCE.oddsRatios.map((ratio) => 1 - upper + ratio * upper);
  const hit = EVIDENCE.oddsRatios.map((ratio, chart) => Math.log(ratio / (scale[chart] ?? 1)));
  const miss = scale.map((value) => -Math.log(value));
  const matters = rateThatMatters(rate, MINIMUM.points);
  const high = upperEdge(matters, hit[0] ?? 0, miss[0] ?? 0);
  const warm = isWarm(memory, memory.at);
  const usual = usualOf(memory, { rate, high, warm }, settings.priorRate !== undefined);
  const restless = { rho: correlation(baseline.dispersion), clumps: clumpsOf(baseline.clumps) };
  return { hour, rate, upper, high, matters, usual, warm, ...restless, hit, miss };
}

/**
 * The usual rate of an hour of day as it is known now, for drawing the band of other hours; null while nothing is known.
 */
export function usualAt(memory: SegmentMemory, hourOfDay: number, settings: JudgeSettings): Baseline | null {
  return referenceFor(memory, Math.floor(hourOfDay), settings).usual;
}
