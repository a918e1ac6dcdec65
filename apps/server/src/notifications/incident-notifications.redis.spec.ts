import type { IncidentNotifications } from '@tillwatch/contract';
import { HeldStore } from '@tillwatch/notifications';
import { openServer, type TestServer } from '../../test/open-server.js';
import { openIncident } from './stored-incident.spec-data.js';

let server: TestServer;
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server.close());

async function incident(tenant: string): Promise<string> {
  const opened = await openIncident(server, { tenant });
  const heard = { incident: opened.incident.id, told: [], held: [{ channel: 'ops', reason: 'quiet_hours' }] as const, isNew: true };
  await server.app.get(HeldStore).keep(heard, opened.at);
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
