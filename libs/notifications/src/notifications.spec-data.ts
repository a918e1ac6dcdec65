import type { IncidentAnswer } from '@tillwatch/contract';
import { failureRate, type Incident } from '@tillwatch/domain';
import { open, type Finding } from '@tillwatch/incidents';

/** When the incidents of specs were found (ms since the epoch): 14:00 in Seoul. */
export const FOUND_AT = Date.UTC(2026, 10, 22, 5, 0, 0);

/** IE 10 and older fail at one provider's authentication since 40 s. */
export const specFinding: Finding = {
  ...{ kind: 'failure_rate', class: null, stage: 'authentication', stages: ['authentication'], severity: 'critical', recovering: false },
  startedAt: FOUND_AT - 40_000,
  cause: [{ segment: { browser_version: 'ie~lte:10', provider: 'kg-inicis' }, extraShare: 0.93, trafficShare: 0.02 }],
  ...{ total: 212, failed: 66, excess: 47, perMinute: 4.2 },
  baseline: { rate: 0.09, low: 0.07, high: 0.11, source: 'learned', learning: false },
  ...{ contrasts: [], errors: [], merchants: { count: 38, top: [] }, money: null, pages: true, maintenance: null },
};

/** The change that opens one. `n` tells several apart. */
export function opening(of: Partial<Finding> = {}, n = 0): ReturnType<typeof open> {
  return open({ ...specFinding, ...of, startedAt: FOUND_AT - 40_000 - n }, { tenant: 'default', journey: 'checkout' }, FOUND_AT);
}

const plain = (text: string) => ({ ko: text, en: text });
const iso = (at: number): string => new Date(at).toISOString();

/** An incident as outsiders read it, with values for labels. */
export function describeIncident(incident: Incident): IncidentAnswer {
  const { handling, startedAt, openedAt, resolvedAt, cause, tenant: _, errors, merchants, detailed: __, ...rest } = incident;
  const { rate, low, high } = failureRate(incident.failed, incident.total);
  return {
    ...rest,
    ...{ rate: rate ?? 0, low: low ?? 0, high: high ?? 1, detailed: null, contrasts: [], maintenance: null },
    ...{ journeyLabel: plain('결제'), stageLabel: { ko: '인증', en: 'Authentication' } },
    stages: [{ id: 'authentication', label: { ko: '인증', en: 'Authentication' } }],
    ...{ startedAt: iso(startedAt), openedAt: iso(openedAt), resolvedAt: resolvedAt === null ? null : iso(resolvedAt) },
    cause: cause.map(({ segment, extraShare, trafficShare }) => {
      return { segment, labels: Object.values(segment).map(plain), extraShare, trafficShare };
    }),
    errors: errors.map((error) => ({ ...error, label: plain(error.category) })),
    merchants: { count: merchants.count, top: [] },
    acknowledgedBy: handling.acknowledgedBy ?? null,
    acknowledgedAt: handling.acknowledgedAt === undefined ? null : iso(handling.acknowledgedAt),
    snoozedUntil: null,
    resolvedBy: handling.resolvedBy ?? null,
    wrongAlarm: handling.wrongAlarm === true,
  };
}
