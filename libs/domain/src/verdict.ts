import type { FailureRate } from './counts.js';

/** What can be wrong. */
export const INCIDENT_KINDS = ['failure_rate', 'drop_off', 'stalled', 'volume', 'latency', 'definition', 'monitor'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** What detection says of one segment and signal. */
export const VERDICT_STATES = ['normal', 'pending', 'firing', 'recovering', 'no_data'] as const;
export type VerdictState = (typeof VERDICT_STATES)[number];

/** Why a verdict is what it is. A closed list: logs, screens and tests use these words. */
export const VERDICT_REASONS = [
  'within_usual',
  'learning_usual',
  'too_few_events',
  'evidence_building',
  'evidence_conclusive',
  'still_above_usual',
  'back_to_usual',
  'no_events',
  'below_expected',
  'data_late',
  'over_limit',
  'within_limit',
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

/** How loudly a firing verdict is shown. */
export type Severity = 'warning' | 'critical';

/** Where a baseline is from. */
export const BASELINE_SOURCES = ['learned', 'prior', 'limit'] as const;
export type BaselineSource = (typeof BASELINE_SOURCES)[number];

/** What was to be expected. `low`..`high` is the interval the detector judged with; shares in 0..1. */
export interface Baseline {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** `learned` from this segment's own past, `prior` before there is one; `limit`: not what is usual but what a static rule allows. */
  readonly source: BaselineSource;
  /** Still too little history to be trusted; people are told so. */
  readonly learning: boolean;
}

/** A verdict with the numbers it was judged on. */
export interface Verdict {
  readonly state: VerdictState;
  readonly reason: VerdictReason;
  /** Only while firing. */
  readonly severity?: Severity;
  /** Counts since the estimated onset while pending, firing or recovering; since the last judgement otherwise. */
  readonly observed: FailureRate;
  readonly usual: Baseline | null;
  /** Estimated start of the rise (ms since epoch), also while it recovers; null when nothing rises. */
  readonly since: number | null;
  /** When the state was entered (ms since epoch). */
  readonly changedAt: number;
}
