import type { VerdictReason, VerdictState } from '@tillwatch/domain';
import { isConclusive, isSmallSample, leadingOf, peakOf } from './evidence.js';
import type { Reference } from './baseline-memory.js';
import type { Rise, SegmentMemory } from './memory.js';
import { PENDING, RECOVERY, SILENCE } from './policy.js';
import { isBack, isRelapse } from './recovery.js';
import { beginRise, endRise, excessOf, excessSince, gradeRise, isOld, rebaseline } from './rise.js';
import { criticalExcessOf, thresholdOf, type JudgeSettings } from './settings.js';

/** The moment of a decision and what it is judged by. */
interface Moment {
  readonly now: number;
  readonly reference: Reference;
  readonly settings: JudgeSettings;
}

function enter(memory: SegmentMemory, state: VerdictState, reason: VerdictReason, now: number): void {
  if (memory.state !== state) memory.changedAt = now;
  memory.state = state;
  memory.reason = reason;
}

/** No outcome for longer than this segment's own rhythm explains. */
function isSilent(memory: SegmentMemory, now: number): boolean {
  if (memory.lastDataAt === null) return true;
  const { rise, lastDataAt, gapMs } = memory;
  if (rise === null) return now - lastDataAt > Math.max(SILENCE.afterMs, SILENCE.gaps * gapMs);
  const inRise = (lastDataAt - rise.since) / Math.max(1, rise.total);
  return now - lastDataAt > Math.max(SILENCE.firingAfterMs, SILENCE.firingGaps * Math.max(gapMs, inRise));
}

/** Fires if any chart is conclusive. Severity counts from the loudest of them. */
function fires(memory: SegmentMemory, moment: Moment): boolean {
  const { now, reference, settings } = moment;
  const measure = { threshold: thresholdOf(settings), reference, now };
  const conclusive = memory.live.filter((chart) => isConclusive(chart, measure));
  const leading = leadingOf(conclusive);
  if (leading === undefined) return false;
  const rise = beginRise(memory, leading, now);
  const excess = conclusive.map((chart) => excessSince(chart, chart.onset, now, reference.rate));
  gradeRise(rise, Math.max(memory.excess, ...excess), criticalExcessOf(settings));
  enter(memory, 'firing', 'evidence_conclusive', now);
  return true;
}

/** Evidence is building: enters high, leaves low. */
function isBuilding(memory: SegmentMemory, peak: number, threshold: number): boolean {
  if (memory.state === 'pending') return peak >= PENDING.leave * threshold;
  if (peak < PENDING.enter * threshold) return false;
  return memory.live.some((chart) => chart.evidence >= PENDING.enter * threshold && chart.failed >= PENDING.failures);
}

function calmReason(memory: SegmentMemory, peak: number, moment: Moment): VerdictReason {
  const { now, reference } = moment;
  if (!reference.warm) return 'learning_usual';
  if (memory.resolvedAt !== null && now - memory.resolvedAt <= RECOVERY.againWithinMs) return 'back_to_usual';
  return peak > 0 && memory.live.some((chart) => isSmallSample(chart, reference.matters)) ? 'too_few_events' : 'within_usual';
}

function decideCalm(memory: SegmentMemory, moment: Moment): void {
  const { now, settings } = moment;
  const threshold = thresholdOf(settings);
  const peak = peakOf(memory.live);
  if (isSilent(memory, now)) enter(memory, 'no_data', 'no_events', now);
  else if (peak >= threshold && fires(memory, moment)) return;
  else if (isBuilding(memory, peak, threshold)) enter(memory, 'pending', 'evidence_building', now);
  else enter(memory, 'normal', calmReason(memory, peak, moment), now);
}

function decideFiring(memory: SegmentMemory, rise: Rise, moment: Moment): void {
  const { now, reference, settings } = moment;
  gradeRise(rise, excessOf(memory, rise, now, reference), criticalExcessOf(settings));
  if (isOld(rise, now, reference.rate)) {
    rebaseline(memory, rise, now, reference.hour);
    enter(memory, 'normal', 'within_usual', now);
  } else if (isBack(rise, reference, now)) enter(memory, 'recovering', 'back_to_usual', now);
  else if (isSilent(memory, now)) {
    endRise(memory, now);
    enter(memory, 'no_data', 'no_events', now);
  } else enter(memory, 'firing', peakOf(memory.live) >= thresholdOf(settings) ? 'evidence_conclusive' : 'still_above_usual', now);
}

function decideRecovering(memory: SegmentMemory, rise: Rise, moment: Moment): void {
  const { now, reference } = moment;
  if (isRelapse(rise, now)) enter(memory, 'firing', 'still_above_usual', now);
  else if (now - memory.changedAt >= memory.holdMs && isBack(rise, reference, now)) {
    endRise(memory, now);
    memory.resolvedAt = now;
    enter(memory, 'normal', 'back_to_usual', now);
  }
}

/** Moves the segment's state by the evidence so far. */
export function decide(memory: SegmentMemory, moment: Moment): void {
  const { rise } = memory;
  if (rise === null) decideCalm(memory, moment);
  else if (memory.state === 'recovering') decideRecovering(memory, rise, moment);
  else decideFiring(memory, rise, moment);
}
