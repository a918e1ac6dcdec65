import type { VerdictReason, VerdictState } from '@tillwatch/domain';
import { RECOVERY } from '../policy.js';
import { DROP, PROFILE } from './policy.js';

/** A chart for falling volume. */
export interface DropChart {
  evidence: number;
  /** Events since the chart last stood at 0, and those that were to be expected. */
  seen: number;
  expected: number;
  /** When it last stood at 0 (ms since epoch). */
  onset: number;
}

/** The running ten seconds. */
export interface VolumeBlock {
  start: number;
  ms: number;
  seen: number;
  expected: number;
  /** Events of the wider segment. */
  parent: number;
}

/** The running hour of the profile. */
export interface RunningHour {
  /** Local day, counted from the epoch, and hour of it. */
  day: number;
  hour: number;
  seen: number;
  coveredMs: number;
  /** Part of it was a drop, or what was expected of it was scaled: not learnt. */
  spoilt: boolean;
}

/** The running five minutes. */
export interface VolumeBucket {
  start: number;
  seen: number;
  expected: number;
  /** What the profile alone expected. */
  profile: number;
  parent: number;
  spoilt: boolean;
}

/** A drop from firing to resolved. */
export interface Drop {
  since: number;
  firedAt: number;
  seen: number;
  expected: number;
  recovery: number;
  critical: boolean;
}

/** All the detector keeps of one segment's volume: plain, of fixed size, safe to serialise as JSON between any two calls. */
export interface VolumeMemory {
  readonly version: 1;
  at: number;
  lastDataAt: number | null;
  /** Events an hour, `[local day mod 7][hour of day]`; null where never seen. */
  days: (number | null)[][];
  /** What the profile says of the running day, events an hour by hour of day; null where not known well enough. */
  curve: (number | null)[];
  hour: RunningHour | null;
  bucket: VolumeBucket | null;
  /** Faded events seen, and expected by the profile. */
  level: { seen: number; expected: number };
  /** Faded squares of relative distances below what was expected, and how many. */
  restless: { squares: number; weight: number };
  /** Faded events, and those of the wider segment. */
  share: { seen: number; parent: number };
  /** Charts of the volume itself, then of the share of the wider segment; as of the last whole block, and now. */
  charts: DropChart[];
  shareCharts: DropChart[];
  live: DropChart[];
  shareLive: DropChart[];
  block: VolumeBlock;
  drop: Drop | null;
  state: VerdictState;
  reason: VerdictReason;
  changedAt: number;
  resolvedAt: number | null;
  holdMs: number;
}

/** Charts without evidence as of `at`. */
export function emptyDropCharts(at: number): DropChart[] {
  return DROP.ratios.map(() => ({ evidence: 0, seen: 0, expected: 0, onset: at }));
}

/** An empty block that starts at `start`. */
export function emptyVolumeBlock(start: number): VolumeBlock {
  return { start, ms: 0, seen: 0, expected: 0, parent: 0 };
}

/** Memory of a segment's volume, first looked at `now` (ms since epoch), of which nothing is known. */
export function createVolumeMemory(now: number): VolumeMemory {
  return {
    version: 1,
    at: now,
    lastDataAt: null,
    days: Array.from({ length: PROFILE.days }, () => Array.from({ length: 24 }, () => null)),
    curve: Array.from({ length: 24 }, () => null),
    hour: null,
    bucket: null,
    level: { seen: 0, expected: 0 },
    restless: { squares: 0, weight: 0 },
    share: { seen: 0, parent: 0 },
    charts: emptyDropCharts(now),
    shareCharts: emptyDropCharts(now),
    live: emptyDropCharts(now),
    shareLive: emptyDropCharts(now),
    block: emptyVolumeBlock(now),
    drop: null,
    state: 'normal',
    reason: 'learning_usual',
    changedAt: now,
    resolvedAt: null,
    holdMs: RECOVERY.holdMs,
  };
}
