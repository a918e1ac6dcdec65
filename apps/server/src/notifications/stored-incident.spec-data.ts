import type { IncidentCause } from '@tillwatch/domain';
import { IncidentStore, open, type Finding } from '@tillwatch/incidents';
import type { TestServer } from '../../test/open-server.js';

const finding: Finding = {
  ...{ kind: 'failure_rate', class: null, stage: 'authorisation', stages: ['authorisation'], severity: 'critical', recovering: false },
  ...{ startedAt: 0, cause: [], total: 200, failed: 60, excess: 56, perMinute: 12 },
  baseline: { rate: 0.02, low: 0.01, high: 0.03, source: 'learned', learning: false },
  ...{ contrasts: [], errors: [], pages: true, maintenance: null, money: null, merchants: { count: 0, top: [] } },
};

/** Authorisations at one provider. */
const at = (provider: string): IncidentCause => ({ segment: { provider }, extraShare: 0.9, trafficShare: 0.4 });

/** What of an incident differs from one spec to the next. It opened `ago` ms ago. */
interface Asked {
  readonly ago?: number;
  readonly tenant?: string;
  readonly provider?: string;
  /** The server's, where it is not given. */
  readonly store?: IncidentStore;
}

/** Opens an incident in a server's store. @returns its first change */
export async function openIncident(
  server: TestServer,
  { ago = 1_000, tenant = 'default', provider = 'kg-inicis', store }: Asked = {},
): Promise<ReturnType<typeof open>> {
  const openedAt = server.clock.ms - ago;
  const opened = open({ ...finding, cause: [at(provider)], startedAt: openedAt - 60_000 }, { tenant, journey: 'checkout' }, openedAt);
  const own = server.app.get(IncidentStore);
  const stored = await (store ?? own).store(opened);
  if (stored !== 'ok') throw new Error(`The incident was not stored: ${stored}.`);
  return opened;
}
