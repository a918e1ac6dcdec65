import type { PrecisionAnswer, Problem } from '@tillwatch/contract';
import { act, IncidentStore } from '@tillwatch/incidents';
import { openServer, type TestServer } from '../../test/open-server.js';
import { openIncident } from './stored-incident.spec-data.js';

const DAY = 86_400_000;

let server: TestServer;
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server.close());

async function incident(age: number, action?: 'acknowledge' | 'wrong-alarm', tenant = 'default'): Promise<void> {
  const opened = await openIncident(server, { ago: age, tenant });
  const acted = action === undefined ? undefined : act(opened.incident, action, { by: 'Kim' }, opened.at + 1_000);
  if (acted !== undefined) expect(await server.app.get(IncidentStore).store(acted)).toBe('ok');
}

async function ask(query = '', merchant = '*'): Promise<{ status: number; json: PrecisionAnswer & Problem }> {
  const key = await server.key({ scopes: ['stats:read'], merchant });
  const headers = { authorization: `Bearer ${key}` };
  const answer = await server.app.inject({ method: 'GET', url: `/v1/notifications/precision${query}`, headers });
  return { status: answer.statusCode, json: answer.json() };
}

it('tells of the last thirty days, of one’s own incidents, how much was real', async () => {
  await incident(DAY, 'acknowledge');
  await incident(2 * DAY, 'acknowledge');
  await incident(3 * DAY, 'wrong-alarm');
  await incident(4 * DAY);
  await incident(31 * DAY, 'wrong-alarm');
  await incident(5 * DAY, 'wrong-alarm', 'another');
  const { status, json } = await ask();
  expect(status).toBe(200);
  expect(json).toMatchObject({ days: 30, truncated: false, from: new Date(server.clock.ms - 30 * DAY).toISOString() });
  expect(json.rules).toMatchObject([{ journey: 'checkout', kind: 'failure_rate', opened: 4, real: 2, wrong: 1, untouched: 1 }]);
  expect(json.rules[0]?.precision?.share).toBeCloseTo(2 / 3);
  expect((await ask('?days=1')).json.rules[0]?.opened).toBe(1);
  expect((await ask('?days=90')).json.rules[0]).toMatchObject({ opened: 5, wrong: 2 });
});

it('is refused to a merchant, and without a number of days', async () => {
  expect(await ask('', 'shop-1')).toMatchObject({ status: 403, json: { code: 'all_merchants_only' } });
  for (const days of ['0', '91', 'x']) expect(await ask(`?days=${days}`)).toMatchObject({ status: 400, json: { code: 'invalid_query' } });
});
