import { remaining } from '../learn.js';
import { clamp } from '../odds.js';
import type { VolumeBucket, VolumeMemory } from './memory.js';
import { LEVEL, LOWER, RESTLESS, SHARE } from './policy.js';

/**
 * How much quieter than the profile it has lately been, at most 1: more than usual is welcome and not expected to last,
 * so the end of a campaign is no drop.
 */
export function levelOf({ level }: VolumeMemory): number {
  return clamp((level.seen + LEVEL.shrink) / (level.expected + LEVEL.shrink), LEVEL.least, 1);
}

/** Relative variance of five minutes beyond chance. */
export function restlessnessOf({ restless }: VolumeMemory): number {
  const square = (restless.squares + RESTLESS.prior * RESTLESS.priorWeight) / (restless.weight + RESTLESS.priorWeight);
  return clamp(square, RESTLESS.least, RESTLESS.most);
}

/** The share of what is expected that the charts take for healthy at the least. */
export function lowerBound(memory: VolumeMemory): number {
  return clamp(1 - LOWER.z * Math.sqrt(restlessnessOf(memory)), LOWER.lowest, LOWER.highest);
}

/** The usual share of the wider segment; null while too little of that was seen. */
export function usualShare({ share }: VolumeMemory): number | null {
  return share.parent < SHARE.parentLeast ? null : Math.min(share.seen / share.parent, 0.999);
}

function learnRestless({ restless }: VolumeMemory, { seen, expected }: VolumeBucket): void {
  if (expected < RESTLESS.bucketLeast || seen >= expected) return;
  restless.squares += ((seen - expected) / expected) ** 2 - 1 / expected;
  restless.weight += 1;
}

function fade(memory: VolumeMemory): void {
  const { level, restless, share } = memory;
  const ofLevel = remaining(RESTLESS.bucketMs, LEVEL.halfLife);
  const ofDay = remaining(RESTLESS.bucketMs, RESTLESS.halfLife);
  const ofShare = remaining(RESTLESS.bucketMs, SHARE.halfLife);
  memory.level = { seen: level.seen * ofLevel, expected: level.expected * ofLevel };
  memory.restless = { squares: restless.squares * ofDay, weight: restless.weight * ofDay };
  memory.share = { seen: share.seen * ofShare, parent: share.parent * ofShare };
}

function learn(memory: VolumeMemory, bucket: VolumeBucket): void {
  fade(memory);
  memory.level.seen += Math.min(bucket.seen, LEVEL.most * bucket.profile);
  memory.level.expected += bucket.profile;
  memory.share.seen += bucket.seen;
  memory.share.parent += bucket.parent;
  learnRestless(memory, bucket);
}

/** Something looks wrong right now, and not for so long that it is the new level. */
export function isSuspicious(memory: VolumeMemory, now: number, threshold: number): boolean {
  if (memory.drop !== null) return true;
  return memory.live.some(({ evidence, onset }) => evidence > LEVEL.suspicious * threshold && now - onset < LEVEL.suspiciousMost);
}

/** Brings the running five minutes up to `now`: what has ended is learnt unless something looked wrong in it. */
export function turnVolumeBucket(memory: VolumeMemory, now: number): VolumeBucket {
  const start = Math.floor((now - 1) / RESTLESS.bucketMs) * RESTLESS.bucketMs;
  const running = memory.bucket;
  if (running !== null && running.start >= start) return running;
  if (running !== null && !running.spoilt) learn(memory, running);
  memory.bucket = { start, seen: 0, expected: 0, profile: 0, parent: 0, spoilt: false };
  return memory.bucket;
}
