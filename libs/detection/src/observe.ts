import type { Verdict } from '@tillwatch/domain';
import { decide } from './decide.js';
import { addOutcomes, blocksIn, commitLive, dispersionOf, refreshLive } from './evidence.js';
import type { Bucket, Reference } from './baseline-memory.js';
import { clearBlock, type Block, type SegmentMemory } from './memory.js';
import { EVIDENCE, MINUTE, SECOND, SEVERITY, SILENCE } from './policy.js';
import { markBucket, turnBucket } from './quarantine.js';
import { commitRecovery, recoveryGain } from './recovery.js';
import { addToRise, forgetEvidence } from './rise.js';
import { priorRateOf, thresholdOf, type JudgeSettings, type Observation } from './settings.js';
import { isWarm, referenceFor } from './usual.js';
import { verdictOf } from './verdict.js';

/** A checked observation with its settings. */
interface Step {
  readonly now: number;
  readonly hour: number;
  readonly failed: number;
  readonly total: number;
  readonly spanMs: number;
  readonly threshold: number;
  readonly settings: JudgeSettings;
}

function stepOf(memory: SegmentMemory, observation: Observation, settings: JudgeSettings): Step {
  const { failed, total, hourOfDay, spanMs = SECOND } = observation;
  const hour = Math.floor(hourOfDay);
  if (!(failed >= 0 && failed <= total && total < Infinity))
    throw new RangeError(`failed ${failed} of total ${total}: expected 0 <= failed <= total`);
  if (!(hour >= 0 && hour < 24)) throw new RangeError(`hourOfDay ${hourOfDay}: expected 0..23`);
  if (!Number.isFinite(observation.now)) throw new RangeError(`now ${observation.now}: expected ms since the epoch`);
  return { now: Math.max(observation.now, memory.at), hour, failed, total, spanMs, threshold: thresholdOf(settings), settings };
}

/** Tells the bucket how restless a block of it was. */
function addToBucket(bucket: Bucket, block: Block, blocks: number, reference: Reference): void {
  bucket.blocks += 1;
  bucket.squares += block.failed ** 2 / block.total;
  bucket.size += block.total / blocks;
  bucket.sizeSquares += block.total ** 2 / blocks;
  bucket.expected += block.expected;
  bucket.binomial += block.variance;
  bucket.variance += block.variance * dispersionOf(block.total, blocks, reference);
}

/** Makes the running block part of the charts, the recovery test and the dispersion of its bucket. */
function commitBlock(memory: SegmentMemory, end: number, threshold: number, blocks: number): void {
  const { block, reference } = memory;
  if (block.total > 0 && reference !== null) {
    refreshLive(memory, { threshold, blocks, reference });
    commitLive(memory, end);
    if (memory.rise !== null) commitRecovery(memory.rise, block, dispersionOf(block.total, blocks, reference));
    if (memory.bucket !== null) addToBucket(memory.bucket, block, blocks, reference);
  }
  markBucket(memory, threshold);
  clearBlock(block, end);
}

/** Brings block and bucket up to the time of the step, before its outcomes count. */
function advance(memory: SegmentMemory, step: Step): Reference {
  const wide = step.spanMs > EVIDENCE.blockMs;
  const start = wide ? step.now - step.spanMs : Math.floor((step.now - 1) / EVIDENCE.blockMs) * EVIDENCE.blockMs;
  if (start > memory.block.start) commitBlock(memory, start, step.threshold, 1);
  turnBucket(memory, step.now, step.hour, { threshold: step.threshold, priorRate: priorRateOf(step.settings) });
  const { reference } = memory;
  // What is learnt renews the reference; time alone can only make a segment warm.
  if (reference !== null && reference.hour === step.hour && (reference.warm || !isWarm(memory, step.now))) return reference;
  memory.reference = referenceFor(memory, step.hour, step.settings);
  return memory.reference;
}

/** Keeps track of how often data comes; evidence from before a long silence is forgotten. */
function noteArrival(memory: SegmentMemory, now: number): void {
  if (memory.lastDataAt !== null) {
    const gap = now - memory.lastDataAt;
    if (gap > Math.max(SILENCE.forgetAfterMs, SILENCE.gaps * memory.gapMs) && memory.rise === null) forgetEvidence(memory, now);
    const counted = Math.min(gap, SILENCE.gapMost);
    memory.gapMs = memory.gapMs === 0 ? counted : memory.gapMs + SILENCE.gapWeight * (counted - memory.gapMs);
  }
  memory.lastDataAt = now;
}

/** Counts the step's outcomes everywhere they matter. */
function count(memory: SegmentMemory, step: Step, reference: Reference): void {
  const { failed, total, now } = step;
  noteArrival(memory, now);
  memory.excess += (failed - total * reference.rate) * (MINUTE / SEVERITY.recentMs);
  if (memory.bucket !== null) {
    memory.bucket.failed += failed;
    memory.bucket.total += total;
  }
  if (!reference.warm) return;
  addOutcomes(memory.block, failed, total, reference);
  if (memory.rise === null) return;
  addToRise(memory.rise, failed, total, now);
  memory.block.recovery += recoveryGain(memory.rise, failed, total, reference);
}

/** Brings the charts up to now. A span longer than a block is committed at once. */
function refresh(memory: SegmentMemory, step: Step, reference: Reference): void {
  if (step.spanMs > EVIDENCE.blockMs) commitBlock(memory, step.now, step.threshold, blocksIn(step.spanMs));
  else if (memory.block.total > 0) refreshLive(memory, { threshold: step.threshold, blocks: 1, reference });
}

/**
 * Judges one segment after newly arrived outcomes; call it once a second, also with 0 of 0.
 *
 * Changes `memory` in place and returns the verdict. Time only moves forward: an earlier `now` is taken as the last one.
 *
 * @throws RangeError where counts, hour or time are not what {@link Observation} says; `memory` is then unchanged.
 */
export function observe(memory: SegmentMemory, observation: Observation, settings: JudgeSettings): Verdict {
  const reference = take(memory, observation, settings);
  return verdictOf(memory, reference, observation.failed, observation.total);
}

/** {@link observe} for whoever asks for few of the verdicts: see {@link verdictOf}. @returns what was judged against */
export function take(memory: SegmentMemory, observation: Observation, settings: JudgeSettings): Reference {
  const step = stepOf(memory, observation, settings);
  memory.excess *= Math.exp((memory.at - step.now) / SEVERITY.recentMs);
  memory.at = step.now;
  const reference = advance(memory, step);
  if (step.total > 0) {
    count(memory, step, reference);
    refresh(memory, step, reference);
  }
  decide(memory, { now: step.now, reference, settings });
  return reference;
}
