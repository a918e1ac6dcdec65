import { hourOdds } from './factors.js';
import { remaining } from './learn.js';
import type { Reference } from './baseline-memory.js';
import { emptyBlock, emptyCharts, type Chart, type Rise, type SegmentMemory } from './memory.js';
import { oddsOf, shiftOdds } from './odds.js';
import { BASELINE, MINUTE, REBASELINE, RECOVERY, SEVERITY } from './policy.js';
import { discardQuarantine } from './quarantine.js';

/** Excess failures a minute since onset; a rise younger than a minute is averaged over a whole one. */
export function excessSince(counts: { failed: number; total: number }, since: number, now: number, rate: number): number {
  return (counts.failed - counts.total * rate) / Math.max(1, (now - since) / MINUTE);
}

/** Begins a rise at the onset of the chart that saw it; what waited to be learnt is forgotten. */
export function beginRise(memory: SegmentMemory, chart: Chart, now: number): Rise {
  const { failed, total, onset } = chart;
  const again = memory.resolvedAt !== null && now - memory.resolvedAt <= RECOVERY.againWithinMs;
  memory.holdMs = again ? Math.min(memory.holdMs * RECOVERY.holdFactor, RECOVERY.holdMost) : RECOVERY.holdMs;
  discardQuarantine(memory);
  const counts = { failed, total, bad: { failed, total }, good: { failed: 0, total: 0 }, recentFailed: failed, recentTotal: total };
  memory.rise = { since: onset, firedAt: now, ...counts, recentAt: now, recovery: 0, critical: false };
  memory.block.recovery = 0;
  return memory.rise;
}

/** Adds newly arrived outcomes to a rise. */
export function addToRise(rise: Rise, failed: number, total: number, now: number): void {
  rise.failed += failed;
  rise.total += total;
  const share = remaining(now - rise.recentAt, REBASELINE.halfLife);
  rise.recentFailed = rise.recentFailed * share + failed;
  rise.recentTotal = rise.recentTotal * share + total;
  rise.recentAt = now;
}

/** Failures above usual a minute: since onset or lately, whichever is more. */
export function excessOf(memory: SegmentMemory, rise: Rise, now: number, reference: Reference): number {
  return Math.max(excessSince(rise, rise.since, now, reference.rate), memory.excess);
}

/** Loud from `limit` excess failures a minute on, quiet again only well below it. */
export function gradeRise(rise: Rise, excess: number, limit: number): void {
  rise.critical = excess >= limit * (rise.critical ? SEVERITY.keep : 1);
}

/** Ends a rise; its evidence is spent. */
export function endRise(memory: SegmentMemory, now: number): void {
  memory.rise = null;
  forgetEvidence(memory, now);
}

/** Starts all charts over. */
export function forgetEvidence(memory: SegmentMemory, now: number): void {
  memory.charts = emptyCharts(now);
  memory.live = emptyCharts(now);
  memory.block = emptyBlock(memory.block.start);
}

/** The rise has lasted so long that it is what people live with. Outages take longer than mere worsening. */
export function isOld(rise: Rise, now: number, usual: number): boolean {
  const rate = rise.bad.total > 0 ? rise.bad.failed / rise.bad.total : 0;
  const outage = rate >= REBASELINE.outageRate && rate > usual && (rate >= 1 || oddsOf(rate) >= REBASELINE.outageOdds * oddsOf(usual));
  return now - rise.firedAt > (outage ? REBASELINE.outageAfterMs : REBASELINE.afterMs);
}

/** Makes the rise's recent rate the usual one; the shape of the day stays. */
export function rebaseline(memory: SegmentMemory, rise: Rise, now: number, hour: number): void {
  const { baseline } = memory;
  const hourly = hourOdds(baseline, hour);
  const rate = Math.min(rise.recentFailed / Math.max(rise.recentTotal, 1), 1 - BASELINE.floor);
  baseline.level = { failed: shiftOdds(rate, 1 / hourly) * rise.recentTotal, total: rise.recentTotal };
  baseline.trend = { failed: 0, total: 0, expected: 0 };
  baseline.at = now;
  memory.reference = null;
  endRise(memory, now);
}
