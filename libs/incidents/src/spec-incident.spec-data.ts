import type { Incident } from '@tillwatch/domain';
import type { Finding } from './finding.js';
import { open } from './lifecycle.js';

/** When the incidents of specs were found (ms since the epoch). */
export const FOUND_AT = Date.UTC(2026, 10, 22, 5, 0, 0);

/** Authorisations at one provider fail since a minute. */
export const specFinding: Finding = {
  kind: 'failure_rate',
  class: null,
  stage: 'authorisation',
  stages: ['authorisation'],
  severity: 'warning',
  recovering: false,
  startedAt: FOUND_AT - 60_000,
  cause: [{ segment: { provider: 'kg' }, extraShare: 0.9, trafficShare: 0.5 }],
  total: 100,
  failed: 20,
  excess: 18,
  perMinute: 4,
  baseline: { rate: 0.02, low: 0.01, high: 0.03, source: 'learned', learning: false },
  contrasts: [],
  errors: [],
  merchants: { count: 0, top: [] },
  money: null,
  pages: true,
  maintenance: null,
};

/** An incident that was opened just now. */
export function specIncident(of: Partial<Finding> = {}): Incident {
  return open({ ...specFinding, ...of }, { tenant: 'default', journey: 'checkout' }, FOUND_AT).incident;
}
