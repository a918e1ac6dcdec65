import type { MoneyAtRisk } from './amount.js';
import type { FailureClass } from './event.js';
import type { Segment } from './segment.js';
import type { Baseline, IncidentKind, Severity } from './verdict.js';

/** Where an incident stands: seen, taken by a person, over. */
export const INCIDENT_STATUSES = ['triggered', 'acknowledged', 'resolved'] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** Why an incident is as it is. A closed list: stores, screens and messages use these words. */
export const INCIDENT_REASONS = [
  /** Opened, or open again: the evidence was conclusive, or a static rule says so. */
  'evidence_conclusive',
  'over_limit',
  'came_back',
  /** Changed while open. */
  'cause_refined',
  'more_severe',
  'numbers_grew',
  'maintenance_over',
  'snooze_broken',
  'acknowledgement_expired',
  /** A person's doing. */
  'acknowledged',
  'unacknowledged',
  'snoozed',
  'noted',
  'resolved_by_person',
  'wrong_alarm',
  /** The evidence, or the static rule, says that it is over. */
  'back_to_usual',
  'within_limit',
  'no_more_traffic',
  'became_usual',
  'covered_by_another',
  'monitor_back',
] as const;
export type IncidentReason = (typeof INCIDENT_REASONS)[number];

/** A slice that explains an incident. Shares in 0..1. */
export interface IncidentCause {
  readonly segment: Segment;
  /** Share of all extra failures of its journey that lie in it, next to its share of the traffic. */
  readonly extraShare: number;
  readonly trafficShare: number;
}

/** The same slice but for one dimension: what is normal beside an incident. */
export interface IncidentContrast {
  readonly dimension: string;
  readonly segment: Segment;
  readonly total: number;
  readonly failed: number;
  /** Failures that were to be expected. */
  readonly expected: number;
}

/** What the details of an incident were counted over: its own outcomes from and until when (ms since the epoch). */
export interface IncidentPeriod {
  readonly from: number;
  readonly until: number;
  readonly total: number;
  readonly failed: number;
}

/** Failures of an incident by what went wrong. */
export interface IncidentError {
  readonly category: string;
  readonly code: string;
  readonly failed: number;
}

/** Outcomes of one merchant inside an incident. */
export interface AffectedMerchant {
  readonly merchant: string;
  readonly total: number;
  readonly failed: number;
}

/** What a person did about an incident; times in ms since the epoch. */
export interface IncidentHandling {
  readonly acknowledgedBy?: string;
  readonly acknowledgedAt?: number;
  readonly snoozedUntil?: number;
  /** What it was like then: what becomes much worse than this does not stay put off. */
  readonly whenSnoozed?: Pick<Incident, 'total' | 'failed' | 'perMinute'>;
  readonly resolvedBy?: string;
  readonly wrongAlarm?: boolean;
}

/** A known maintenance window that an incident falls into: it is shown and wakes nobody. */
export interface KnownMaintenance {
  readonly id: string;
  readonly until: number;
}

/**
 * One trouble with one cause, from its start to its end. Times are ms since the epoch. `failed` of `total` are counted from
 * `startedAt` on: failures of outcomes; of `drop_off` those that left of those that ended; of `stalled` those that waited too
 * long of those that waited; of `volume` missing of expected outcomes; of `latency` slow of timed outcomes.
 */
export interface Incident {
  readonly id: string;
  /** Grows by one with every stored change. */
  readonly version: number;
  readonly tenant: string;
  readonly journey: string;
  readonly kind: IncidentKind;
  /** Which failures rose; null where all did, or where the kind is not about failures. */
  readonly class: FailureClass | null;
  /** First stage it shows at, in the journey's order, and all of them; a unit's name (see unitStage) for whole attempts. */
  readonly stage: string;
  readonly stages: readonly string[];
  readonly severity: Severity;
  readonly status: IncidentStatus;
  readonly reason: IncidentReason;
  /** The evidence says that it may be over. */
  readonly recovering: boolean;
  readonly startedAt: number;
  /** When the first failure since then came; absent where that is not known, or where the kind is not about failures. */
  readonly receivedAt?: number;
  readonly openedAt: number;
  readonly resolvedAt: number | null;
  /** The strongest first. Never empty; the empty segment is "everything". */
  readonly cause: readonly IncidentCause[];
  readonly total: number;
  readonly failed: number;
  /** Failures above what was to be expected. */
  readonly excess: number;
  /** The same a minute, lately. */
  readonly perMinute: number;
  readonly baseline: Baseline;
  /** Over which the contrasts, errors and merchants are counted; absent where none are, or where it was kept before that was. */
  readonly detailed?: IncidentPeriod | undefined;
  readonly contrasts: readonly IncidentContrast[];
  readonly errors: readonly IncidentError[];
  readonly merchants: { readonly count: number; readonly top: readonly AffectedMerchant[] };
  /** Null where no amount is known. */
  readonly money: MoneyAtRisk | null;
  /** Whether it may wake somebody, and the known maintenance that forbids it. */
  readonly pages: boolean;
  readonly maintenance: KnownMaintenance | null;
  readonly handling: IncidentHandling;
}

/** What happened to an incident. */
export const INCIDENT_CHANGES = [
  'opened',
  'updated',
  'resolved',
  'reopened',
  'acknowledged',
  'unacknowledged',
  'snoozed',
  'noted',
] as const;
export type IncidentChangeType = (typeof INCIDENT_CHANGES)[number];

/** One entry of an incident's timeline, never rewritten: what was known when. */
export interface IncidentChange {
  readonly at: number;
  readonly type: IncidentChangeType;
  readonly reason: IncidentReason;
  /** Who did it; absent for the detector. */
  readonly by?: string;
  readonly note?: string;
  /** The incident as it was known then. */
  readonly incident: Incident;
}
