import { learnBucket } from './learn.js';
import type { Bucket } from './baseline-memory.js';
import type { SegmentMemory } from './memory.js';
import { QUARANTINE } from './policy.js';
import { isWarm } from './usual.js';

/** Start of the five minutes that `at` ends or lies in; a time on the border belongs to the five minutes before it. */
export function bucketStart(at: number): number {
  return Math.floor((at - 1) / QUARANTINE.bucketMs) * QUARANTINE.bucketMs;
}

function endOf(bucket: Bucket): number {
  return bucket.start + QUARANTINE.bucketMs;
}

/** What may be learnt of the present moment. */
function useOf(memory: SegmentMemory, threshold: number): Bucket['use'] {
  if (memory.rise !== null) return 'nothing';
  const high = memory.charts.filter((chart) => chart.evidence > QUARANTINE.suspicious * threshold);
  if (high.length === 0) return 'all';
  return high.every(({ onset }) => memory.at - onset > QUARANTINE.suspiciousMost) ? 'level' : 'spread';
}

/** Takes the present moment into account in what the running bucket may teach. */
export function markBucket(memory: SegmentMemory, threshold: number): void {
  const { bucket } = memory;
  if (bucket === null || bucket.use === 'nothing') return;
  const use = useOf(memory, threshold);
  if (use !== 'all') bucket.use = use;
}

/** A bucket of which nothing is counted yet. */
export function emptyBucket(start: number, hour: number, use: Bucket['use']): Bucket {
  return { start, hour, failed: 0, total: 0, blocks: 0, squares: 0, size: 0, sizeSquares: 0, expected: 0, binomial: 0, variance: 0, use };
}

function isRipe(bucket: Bucket, now: number): boolean {
  return endOf(bucket) + QUARANTINE.waitMs <= now;
}

/** Learns what has waited long enough by `now`, unless something looks wrong. */
function release(memory: SegmentMemory, now: number, rule: LearningRule): void {
  const use = useOf(memory, rule.threshold);
  if (use !== 'all' && use !== 'level') return;
  const [oldest] = memory.quarantine;
  if (oldest === undefined || !isRipe(oldest, now)) return;
  const ripe = memory.quarantine.filter((bucket) => isRipe(bucket, now));
  memory.quarantine = memory.quarantine.slice(ripe.length);
  for (const bucket of ripe) learnBucket(memory.baseline, bucket, endOf(bucket), rule.priorRate);
  memory.reference = null;
}

/** What learning needs to know of the settings. */
export interface LearningRule {
  readonly threshold: number;
  readonly priorRate: number;
}

/** A segment without a usual learns at once, because it judges nothing yet; any other through the quarantine. */
function close(memory: SegmentMemory, bucket: Bucket, rule: LearningRule): void {
  if (bucket.total === 0 || bucket.use === 'nothing') return;
  if (isWarm(memory, endOf(bucket))) {
    memory.quarantine = [...memory.quarantine, bucket].slice(-QUARANTINE.most);
    return;
  }
  learnBucket(memory.baseline, bucket, endOf(bucket), rule.priorRate);
  memory.reference = null;
}

/** Brings the running five minutes up to `now`: closes what has ended, learns what is ripe. Returns the running bucket. */
export function turnBucket(memory: SegmentMemory, now: number, hour: number, rule: LearningRule): Bucket {
  const start = bucketStart(now);
  if (memory.bucket !== null && memory.bucket.start >= start) return memory.bucket;
  if (memory.bucket !== null) close(memory, memory.bucket, rule);
  release(memory, now, rule);
  memory.bucket = emptyBucket(start, hour, useOf(memory, rule.threshold));
  return memory.bucket;
}

/** Forgets what waits and what is running: it may hold the beginning of a rise. */
export function discardQuarantine(memory: SegmentMemory): void {
  memory.quarantine = [];
  if (memory.bucket !== null) memory.bucket.use = 'nothing';
}
