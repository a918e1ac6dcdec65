import {
  policyAt,
  WHOLE_ATTEMPT,
  type Baseline,
  type Incident,
  type IncidentCause,
  type IncidentContrast,
  type IncidentReason,
  type KnownMaintenance,
  type Policy,
  type Verdict,
} from '@tillwatch/domain';
import type { Finding } from '@tillwatch/incidents';
import type { OwnDetails } from './own-rows.js';
import { SIGNALS } from './signals.js';
import type { Trouble } from './trouble.js';

/** What is known of a trouble that its counts do not say. */
export interface Known {
  readonly cause: IncidentCause;
  readonly contrasts: readonly IncidentContrast[];
  readonly details: OwnDetails;
}

/** From which share of declined failures on they are what rose, and below which they are not. */
const DECLINED = 0.8;

/** Everything of an incident that the evidence decides, as of now. */
export function findingOf(trouble: Trouble, known: Known, of: { policy: Policy; maintenance: KnownMaintenance | null }): Finding {
  const { kind, region, counts, usualRate, perMinute, verdict } = trouble;
  const { details, cause, contrasts } = known;
  const stage = region.stages[0] ?? WHOLE_ATTEMPT;
  const { critical } = policyAt(of.policy, stage);
  const excess = Math.max(0, counts.failed - counts.total * usualRate);
  const isCritical =
    trouble.incident?.severity === 'critical' || perMinute >= critical.excessPerMinute || details.merchants.count >= critical.merchants;
  const usual = verdict?.usual;
  const baseline: Baseline = {
    rate: usualRate,
    low: usual?.low ?? usualRate,
    high: usual?.high ?? usualRate,
    source: 'learned',
    learning: false,
  };
  const isDeclined = kind === 'declined' || (kind === 'failure_rate' && (details.declinedShare ?? 0) >= DECLINED);
  return {
    kind: SIGNALS[kind].incident,
    class: isDeclined ? 'declined' : null,
    stage,
    stages: region.stages,
    severity: isCritical ? 'critical' : 'warning',
    recovering: verdict?.state === 'recovering',
    startedAt: trouble.since,
    cause: [cause],
    ...counts,
    excess,
    perMinute,
    baseline,
    contrasts,
    errors: details.errors,
    merchants: details.merchants,
    money: null,
    pages: trouble.mayPage && of.maintenance === null,
    maintenance: of.maintenance,
  };
}

/** What is known of an incident that was told before; undefined where it names no cause. */
export function knownOf({ cause, contrasts, errors, merchants, class: failureClass }: Incident): Known | undefined {
  const [first] = cause;
  return first && { cause: first, contrasts, details: { errors, merchants, declinedShare: failureClass === 'declined' ? 1 : null } };
}

/** Nobody is hit that anybody knows of. */
export const NO_DETAILS: OwnDetails = { merchants: { count: 0, top: [] }, errors: [], declinedShare: null };

/** Why a trouble is over, by the verdict on its own rows; undefined while it is not. */
export function endOf({ state, reason }: Verdict): IncidentReason | undefined {
  if (state === 'no_data') return 'no_more_traffic';
  if (state !== 'normal') return undefined;
  return reason === 'within_usual' ? 'became_usual' : 'back_to_usual';
}
