import {
  policyAt,
  WHOLE_ATTEMPT,
  type CriticalLimits,
  type IncidentCause,
  type IncidentContrast,
  type IncidentReason,
  type KnownMaintenance,
  type MoneyAtRisk,
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
  readonly money: MoneyAtRisk | null;
}

/** From which share of declined failures on they are what rose, and below which they are not. */
const DECLINED = 0.8;

/** Everything of an incident that the evidence decides, as of now. */
export function findingOf(trouble: Trouble, known: Known, of: { policy: Policy; maintenance: KnownMaintenance | null }): Finding {
  const { kind, region, counts, usual, perMinute, verdict } = trouble;
  const { details, cause, contrasts, money } = known;
  const stage = region.stages[0] ?? WHOLE_ATTEMPT;
  const { critical } = policyAt(of.policy, stage);
  const excess = Math.max(0, counts.failed - counts.total * usual.rate);
  const isCritical =
    trouble.incident?.severity === 'critical' ||
    perMinute >= critical.excessPerMinute ||
    details.merchants.count >= critical.merchants ||
    isDear(money, critical);
  const isDeclined = kind === 'declined' || (kind === 'failure_rate' && (details.declinedShare ?? 0) >= DECLINED);
  return {
    kind: SIGNALS[kind].incident,
    class: isDeclined ? 'declined' : kind === 'broken' ? 'system' : null,
    stage,
    stages: region.stages,
    severity: isCritical ? 'critical' : 'warning',
    recovering: verdict?.state === 'recovering',
    startedAt: trouble.since,
    cause: [cause],
    ...counts,
    excess,
    perMinute,
    baseline: usual,
    detailed: details.detailed,
    contrasts,
    errors: details.errors,
    merchants: details.merchants,
    money,
    pages: trouble.mayPage && of.maintenance === null,
    maintenance: of.maintenance,
  };
}

/** Whether so much an hour is at risk that it is critical. A limit in another currency says nothing. */
function isDear(money: MoneyAtRisk | null, { moneyPerHour: limit }: CriticalLimits): boolean {
  return money !== null && limit !== undefined && money.currency === limit.currency && money.perHour >= limit.value;
}

/** Nobody is hit that anybody knows of. */
export const NO_DETAILS: OwnDetails = { merchants: { count: 0, top: [] }, errors: [], declinedShare: null };

/** Why a trouble is over, by the verdict on its own rows; undefined while it is not. */
export function endOf({ state, reason }: Verdict): IncidentReason | undefined {
  if (state === 'no_data') return 'no_more_traffic';
  if (state !== 'normal') return undefined;
  return reason === 'within_usual' ? 'became_usual' : 'back_to_usual';
}
