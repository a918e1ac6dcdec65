import type { VerdictReason, VerdictState } from '@tillwatch/domain';
import { emptyBaseline, type BaselineMemory, type Bucket, type Reference } from './baseline-memory.js';
import { EVIDENCE, RECOVERY } from './policy.js';

/** Which shape a stored memory has: one of another shape is not gone on with. */
export const MEMORY_VERSION = 2;

/** One CUSUM chart. */
export interface Chart {
  /** Log-likelihood for a rise, never below 0. */
  evidence: number;
  /** Counts since the chart last stood at 0. */
  failed: number;
  total: number;
  /** When it last stood at 0: the estimate of when a rise began (ms since epoch). */
  onset: number;
}

/** Evidence of the running block. */
export interface Block {
  /** Start of the block (ms since epoch). */
  start: number;
  failed: number;
  total: number;
  /** Failures that were to be expected, and their binomial variance. */
  expected: number;
  variance: number;
  /** Log-likelihood gained, one entry per chart, before dispersion and limits. */
  gains: number[];
  /** The same for the recovery test. */
  recovery: number;
}

/** A rise from firing to resolved. */
export interface Rise {
  since: number;
  firedAt: number;
  /** Counts since `since`. */
  failed: number;
  total: number;
  /** Counts of it while nothing spoke for recovery: how bad it is. */
  bad: { failed: number; total: number };
  /** Counts since something speaks for recovery. */
  good: { failed: number; total: number };
  /** Counts fading with the re-baselining half-life. */
  recentFailed: number;
  recentTotal: number;
  recentAt: number;
  /** Log-likelihood for recovery. */
  recovery: number;
  critical: boolean;
}

/** All the detector keeps of one segment and signal: plain, of fixed size, safe to serialise as JSON between any two calls. */
export interface SegmentMemory {
  readonly version: typeof MEMORY_VERSION;
  /** Since when the segment is known. */
  bornAt: number;
  /** Time of the last call. */
  at: number;
  lastDataAt: number | null;
  /** Usual time between ticks that carry data. */
  gapMs: number;
  /** The charts as of the last committed block, and with the running block taken into account. */
  charts: Chart[];
  live: Chart[];
  block: Block;
  bucket: Bucket | null;
  quarantine: Bucket[];
  baseline: BaselineMemory;
  reference: Reference | null;
  /** Recent failures above usual, faded with {@link SEVERITY.recentMs}. */
  excess: number;
  state: VerdictState;
  reason: VerdictReason;
  changedAt: number;
  rise: Rise | null;
  /** When the last rise was resolved. */
  resolvedAt: number | null;
  /** How long the recovery test must hold next time. */
  holdMs: number;
}

/** An empty block that starts at `start`. */
export function emptyBlock(start: number): Block {
  return { start, failed: 0, total: 0, expected: 0, variance: 0, gains: EVIDENCE.oddsRatios.map(() => 0), recovery: 0 };
}

/** Empties a block in place, to start at `start`. */
export function clearBlock(block: Block, start: number): void {
  block.start = start;
  block.failed = 0;
  block.total = 0;
  block.expected = 0;
  block.variance = 0;
  block.gains.fill(0);
  block.recovery = 0;
}

/** Charts without evidence as of `at`. */
export function emptyCharts(at: number): Chart[] {
  return EVIDENCE.oddsRatios.map(() => ({ evidence: 0, failed: 0, total: 0, onset: at }));
}

/** Memory of a segment first seen at `now` (ms since epoch), of which nothing is known. */
export function createMemory(now: number): SegmentMemory {
  return {
    version: MEMORY_VERSION,
    bornAt: now,
    at: now,
    lastDataAt: null,
    gapMs: 0,
    charts: emptyCharts(now),
    live: emptyCharts(now),
    block: emptyBlock(now),
    bucket: null,
    quarantine: [],
    baseline: emptyBaseline(),
    reference: null,
    excess: 0,
    state: 'no_data',
    reason: 'no_events',
    changedAt: now,
    rise: null,
    resolvedAt: null,
    holdMs: RECOVERY.holdMs,
  };
}
