import type { IncidentNotifications } from '@tillwatch/contract';
import { IncidentStore, open, type Finding } from '@tillwatch/incidents';
import { HeldStore } from '@tillwatch/notifications';
import { openServer, type TestServer } from '../../test/open-server.js';

const finding: Finding = {
  ...{ kind: 'failure_rate', class: null, stage: 'authorisation', stages: ['authorisation'], severity: 'critical', recovering: false },
  ...{ startedAt: 0, cause: [{ segment: { provider: 'kg-inicis' }, extraShare: 0.9, trafficShare: 0.4 }], total: 200, failed: 60 },
  ...{ excess: 56, perMinute: 12, baseline: { rate: 0.02, low: 0.01, high: 0.03, source: 'learned', learning: false } },
  ...{ contrasts: [], errors: [], pages: true, maintenance: null, money: null, merchants: { count: 0, top: [] } },
};

let server: TestServer;
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server.close());

async function incident(tenant: string): Promise<string> {
  const at = server.clock.ms - 1_000;
  const opened = open({ ...finding, startedAt: at - 60_000 }, { tenant, journey: 'checkout' }, at);
  expect(await server.app.get(IncidentStore).store(opened)).toBe('ok');
  const heard = { incident: opened.incident.id, told: [], held: [{ channel: 'ops', reason: 'quiet_hours' }] as const, isNew: true };
  await server.app.get(HeldStore).keep(heard, at);
  return opened.incident.id;
}

async function asked(id: string): Promise<IncidentNotifications> {
  const headers = { authorization: `Bearer ${await server.key({ scopes: ['screens:view'] })}` };
  return (await server.app.inject({ method: 'GET', url: `/v1/incidents/${id}/notifications`, headers })).json();
}

it('says who was not told of an incident and why, to its own tenant', async () => {
  const at = new Date(server.clock.ms - 1_000).toISOString();
  const ours = await asked(await incident('default'));
  expect(ours.held).toContainEqual({ channel: 'ops', reason: 'quiet_hours', at });
  expect(await asked(await incident('another'))).toEqual({ notifications: [], held: [] });
  expect(await asked('NOTHING')).toEqual({ notifications: [], held: [] });
});
