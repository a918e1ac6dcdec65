import { explainingDimensions, type Journey } from './journey.js';
import type { Segment } from './segment.js';
import type { IncidentKind } from './verdict.js';

/** What a policy can have judged, as its file names it; the other kinds of incident are none of a policy's business. */
export const JUDGED_KINDS = ['failure_rate', 'drop_off', 'stalled', 'volume', 'latency'] as const satisfies readonly IncidentKind[];

/** From when on an incident is critical: from the first of these that it reaches. */
export interface CriticalLimits {
  /** Failures above the usual a minute. */
  readonly excessPerMinute: number;
  /** Merchants hit. */
  readonly merchants: number;
  /** Value of the extra failures an hour, in the currency's own unit; no limit where absent. */
  readonly moneyPerHour?: { readonly currency: string; readonly value: number };
}

/**
 * A rule of the kind "over 20 % for 5 minutes", for people who want one: it opens an incident beside what the evidence says. It
 * knows nothing of what is usual.
 */
export interface StaticRule {
  /** Failure rate (0..1) above which it speaks ... */
  readonly above: number;
  /** ... over the last so many minutes (1 to 60) ... */
  readonly forMinutes: number;
  /** ... with at least so many outcomes in them. */
  readonly least: number;
}

/** What is different at one stage. */
export interface StagePolicy {
  readonly kinds?: readonly IncidentKind[];
  readonly falseAlarmsPerMonth?: number;
  readonly critical?: Partial<CriticalLimits>;
  readonly staticRule?: StaticRule;
}

/** How a journey is judged. */
export interface Policy {
  readonly journey: string;
  /** Accepted false pages a month over everything judged of the journey; the detector's thresholds are made for 1. */
  readonly falseAlarmsPerMonth: number;
  /** Dimensions whose single values (and kept pairs of them) may open an incident; the others explain or are watched. */
  readonly pageBy: readonly string[];
  /** Segments that may open an incident besides: a value, or two that the journey counts together. */
  readonly pinned: readonly Segment[];
  /** A segment that usually has fewer outcomes an hour opens no incident. */
  readonly leastPerHour: number;
  readonly critical: CriticalLimits;
  /** What is judged. */
  readonly kinds: readonly IncidentKind[];
  /** Differences by stage; `WHOLE_ATTEMPT` for whole attempts. */
  readonly stages: Readonly<Record<string, StagePolicy>>;
}

/** The policy in force at one stage. */
export interface PolicyAtStage extends Omit<Policy, 'stages'> {
  readonly staticRule?: StaticRule;
}

/** Who a shop's troubles usually go by, in this order. */
const PAGE_BY = ['provider', 'method', 'issuer', 'browser', 'merchant'];

/** How a journey is judged that says nothing about it. */
export function defaultPolicy(journey: Journey): Policy {
  const explaining = explainingDimensions(journey).map(({ id }) => id);
  const usual = PAGE_BY.filter((id) => explaining.includes(id));
  return {
    journey: journey.id,
    falseAlarmsPerMonth: 1,
    pageBy: usual.length > 0 ? usual : explaining.slice(0, PAGE_BY.length),
    pinned: [],
    // Fewer outcomes than ten show no rate, and an hour is the longest that a page may be late and still be one.
    leastPerHour: 10,
    critical: { excessPerMinute: 5, merchants: 10 },
    kinds: JUDGED_KINDS,
    stages: {},
  };
}

/** What of a policy is in force at a stage, or for whole attempts (`WHOLE_ATTEMPT`). */
export function policyAt(policy: Policy, stage: string): PolicyAtStage {
  const { stages, ...journey } = policy;
  const own = Object.hasOwn(stages, stage) ? stages[stage] : undefined;
  return { ...journey, ...own, critical: { ...policy.critical, ...own?.critical } };
}

/**
 * Evidence (log-likelihood, in nats) that is needed beyond the detector's own thresholds, which are made for one false page a
 * month; negative where more are accepted. False alarms of a CUSUM fall off as exp(−threshold) (Lorden 1971), so half the
 * budget is ln 2 more evidence.
 */
export function extraEvidence({ falseAlarmsPerMonth }: Pick<Policy, 'falseAlarmsPerMonth'>): number {
  return Math.log(1 / falseAlarmsPerMonth);
}
