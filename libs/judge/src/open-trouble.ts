import { MEMORY_VERSION } from '@tillwatch/detection';
import type { Incident } from '@tillwatch/domain';
import type { Finding, KeptIncident } from '@tillwatch/incidents';
import type { Fold } from '@tillwatch/windows';
import { findingOf, type Known } from './incident-finding.js';
import { contrastsNow } from './contrasts.js';
import type { IncidentRules } from './incident-rules.js';
import { slotOf } from './leaf-reading.js';
import { moneyOf } from './own-money.js';
import { detailsOf } from './own-rows.js';
import type { Region } from './region.js';
import { memoryOfIncident, Trouble, type TroubleMemory } from './trouble.js';

/** An open trouble with what is known of it beside its counts. */
export interface OpenTrouble {
  readonly trouble: Trouble;
  known: Known;
  /** When who is hit and what goes wrong was looked up last (ms since the epoch). */
  detailedAt: number;
  /** When parts of it are next compared with what it was like before (ms since the epoch). */
  comparedFrom: number;
  /** It cannot have begun before this (ms since the epoch). */
  readonly notBefore: number;
}

/** Goes on with an incident that was open; undefined where the configuration does not know its journey any more. */
export function resumeTrouble(
  { incident, memory }: KeptIncident,
  of: { readonly fold: Fold; readonly rules: IncidentRules; readonly now: number },
): OpenTrouble | undefined {
  const journey = of.rules.journey(incident.journey);
  const [cause] = incident.cause;
  if (journey === undefined || cause === undefined) return undefined;
  const stored = memory as TroubleMemory | undefined;
  const kept = stored?.memory.version === MEMORY_VERSION ? stored : memoryOfIncident(incident, of.now);
  const { errors, merchants, contrasts, money, detailed } = incident;
  const details = { errors, merchants, detailed, declinedShare: incident.class === 'declined' ? 1 : null };
  const known = { cause, contrasts, money, details };
  return { trouble: Trouble.resume(of.fold, journey, incident, kept), known, detailedAt: 0, comparedFrom: of.now, notBefore: 0 };
}

/**
 * Looks up anew who is hit, what goes wrong, what money is at risk, and what is normal beside it over the same time.
 * @param beside tells the rows that it is compared with
 */
export function lookUpDetails(each: OpenTrouble, rules: IncidentRules, of: { now: number; beside: (row: number) => boolean }): void {
  const { trouble } = each;
  const { now, beside } = of;
  const from = slotOf(trouble.since);
  const details = detailsOf(trouble.rows, { from, now, usualRate: trouble.usualRate, rule: rules });
  const journey = rules.journey(trouble.region.journey);
  const contrasts = journey === undefined ? [] : contrastsNow(each.known.contrasts, { trouble, journey, from, beside });
  each.known = { ...each.known, details, contrasts, money: moneyOf(trouble, journey?.currency) };
  each.detailedAt = now;
}

/** What the evidence says of it now. */
export function findingNow({ trouble, known }: OpenTrouble, rules: IncidentRules, now: number): Finding {
  return findingOf(trouble, known, {
    policy: rules.policy(trouble.region.journey),
    maintenance: rules.maintenance(trouble, now),
  });
}

/** When the first failure of a trouble came that begins; nothing where it is not known, or where it is not about failures. */
export function receiptOf(fold: Fold, { tenant, journey }: Region, { kind, startedAt }: Finding): Pick<Incident, 'receivedAt'> {
  const receivedAt = kind === 'failure_rate' ? fold.receivedSince(tenant, journey, startedAt) : undefined;
  return receivedAt === undefined ? {} : { receivedAt };
}
