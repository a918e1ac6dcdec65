import { HOUR } from '../policy.js';
import { decideVolume } from './decide.js';
import { commitBack } from './drop.js';
import { commitDrops, refreshDrops, type DropScale } from './evidence.js';
import { isSuspicious, levelOf, lowerBound, restlessnessOf, turnVolumeBucket, usualShare } from './level.js';
import type { RunningHour, VolumeBucket, VolumeMemory } from './memory.js';
import { DROP } from './policy.js';
import { profileAt, turnHour } from './profile.js';
import { dropThreshold, type VolumeObservation, type VolumeSettings } from './settings.js';
import { volumeVerdictOf, type VolumeVerdict } from './verdict.js';

function check({ now, hourOfDay, total, spanMs, parentTotal = 0 }: VolumeObservation): void {
  const counts = [total, spanMs, parentTotal];
  if (!counts.every((count) => count >= 0 && count < Infinity))
    throw new RangeError(`total, spanMs, parentTotal ${counts.join(', ')}: expected finite numbers from 0`);
  if (!(hourOfDay >= 0 && hourOfDay < 24)) throw new RangeError(`hourOfDay ${hourOfDay}: expected 0 to below 24`);
  if (!Number.isFinite(now)) throw new RangeError(`now ${now}: expected ms since the epoch`);
}

/** What a span was expected to bring by the profile, and by profile and recent level. */
interface Expected {
  readonly profile: number;
  readonly events: number;
  /** Events an hour; null while the profile does not know the hour. */
  readonly perHour: number | null;
}

function expect(memory: VolumeMemory, observation: VolumeObservation): Expected {
  const { hourOfDay, spanMs } = observation;
  const perHour = profileAt(memory, hourOfDay);
  if (perHour === null) return { profile: 0, events: 0, perHour };
  const profile = (perHour * spanMs) / HOUR;
  const level = levelOf(memory);
  return { profile, events: profile * level, perHour: perHour * level };
}

function scaleOf(memory: VolumeMemory, shared: boolean, settings: VolumeSettings): DropScale {
  const lower = lowerBound(memory);
  const share = shared ? usualShare(memory) : null;
  return { threshold: dropThreshold(settings), lower, restless: restlessnessOf(memory), share };
}

/** The running hour and five minutes. */
interface Learning {
  readonly hour: RunningHour;
  readonly bucket: VolumeBucket;
}

/** Counts the span where usual volume is learnt from. */
function teach({ hour, bucket }: Learning, observation: VolumeObservation, expected: Expected, dropping: boolean): void {
  const { total, spanMs, parentTotal = 0 } = observation;
  hour.seen += total;
  hour.coveredMs += spanMs;
  hour.spoilt ||= dropping;
  bucket.seen += total;
  bucket.expected += expected.events;
  bucket.profile += expected.profile;
  bucket.parent += parentTotal;
}

function commit(memory: VolumeMemory, end: number, scale: DropScale): void {
  if (memory.drop !== null) commitBack(memory.drop, memory.block, scale.restless);
  commitDrops(memory, end);
}

/** Counts the span as evidence. A span as long as a block is final at once. */
function weigh(memory: VolumeMemory, observation: VolumeObservation, events: number, scale: DropScale): void {
  const { now, spanMs, total, parentTotal = 0 } = observation;
  const before = memory.block.ms;
  if (before > 0 && before + spanMs > DROP.blockMs) commit(memory, now - spanMs, scale);
  const running = memory.block;
  if (running.ms === 0) running.start = now - spanMs;
  running.ms += spanMs;
  running.seen += total;
  running.expected += events;
  running.parent += parentTotal;
  refreshDrops(memory, scale);
  if (memory.drop !== null) {
    memory.drop.seen += total;
    memory.drop.expected += events;
  }
  if (running.ms >= DROP.blockMs) commit(memory, now, scale);
}

/**
 * Judges whether the events of one segment have stopped coming; call it once a second, also with 0: silence is not health.
 *
 * Changes `memory` in place and returns the verdict. Time only moves forward: an observation that is not later than the last,
 * has no span or is not complete judges nothing, and the verdict says `data_late` without a change of state. Time between
 * observations that no span covers is neither evidence nor learnt.
 *
 * @throws RangeError where counts, hour or time are not what {@link VolumeObservation} says; `memory` is then unchanged.
 */
export function observeVolume(memory: VolumeMemory, observation: VolumeObservation, settings: VolumeSettings): VolumeVerdict {
  check(observation);
  const { now, total, spanMs, complete = true } = observation;
  if (!complete || spanMs === 0 || now <= memory.at) {
    const perHour = expect(memory, observation).perHour;
    return { ...volumeVerdictOf(memory, { seen: 0, expected: 0, perHour }), reason: 'data_late' };
  }
  memory.at = now;
  const bucket = turnVolumeBucket(memory, now);
  const hour = turnHour(memory, now, observation.hourOfDay);
  const expected = expect(memory, observation);
  const shared = observation.parentTotal !== undefined;
  teach({ hour, bucket }, observation, expected, memory.drop !== null);
  if (total > 0) memory.lastDataAt = now;
  if (expected.perHour !== null) weigh(memory, observation, expected.events, scaleOf(memory, shared, settings));
  decideVolume(memory, { now, perHour: expected.perHour, shared, settings });
  bucket.spoilt ||= isSuspicious(memory, now, dropThreshold(settings));
  return volumeVerdictOf(memory, { seen: total, expected: expected.events, perHour: expected.perHour });
}
