import { randomUUID } from 'node:crypto';
import type { Problem, SilenceAnswer, SilencePreviewAnswer, SilencesAnswer } from '@tillwatch/contract';
import { IncidentStore } from '@tillwatch/incidents';
import { NotificationStore, SilenceStore } from '@tillwatch/notifications';
import { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { openServer, type TestServer } from '../../test/open-server.js';
import { openIncident } from './stored-incident.spec-data.js';
import { REDIS } from '../platform/tokens.js';
import { SilenceDesk } from './silence-desk.js';

let server: TestServer;
let key: string;

beforeEach(async () => {
  server = await openServer();
  key = await server.key({ name: 'Kim', scopes: ['screens:view', 'incidents:act'] });
});
afterEach(() => server.close());

const WHEN = { segment: { provider: 'kg-inicis' } };

const incident = async (provider: string, tenant = 'default', store?: IncidentStore) =>
  (await openIncident(server, { provider, tenant, ...(store === undefined ? {} : { store }) })).incident.id;

interface Asked<T> {
  readonly status: number;
  readonly json: T & Problem;
}

async function ask<T = unknown>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, token = key): Promise<Asked<T>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
  const answer = await server.app.inject({ method, url: `/v1/silences${path}`, headers, ...payload });
  return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json()) as T & Problem };
}

it('is begun with an end, a reason and a name, listed, and over when its time is', async () => {
  const begun = await ask<SilenceAnswer>('POST', '', { when: WHEN, minutes: 60, comment: '결제사 점검', by: 'somebody else' });
  const endsAt = new Date(server.clock.ms + 3_600_000).toISOString();
  expect(begun).toMatchObject({ status: 201, json: { when: WHEN, comment: '결제사 점검', by: 'Kim', endsAt, state: 'active' } });
  const listed = async () => (await ask<SilencesAnswer>('GET', '')).json.silences;
  expect(await listed()).toEqual([begun.json]);
  server.clock.ms += 3_600_000;
  expect(await listed()).toMatchObject([{ id: begun.json.id, state: 'over' }]);
  server.clock.ms += 7 * 86_400_000 + 1;
  expect(await listed()).toEqual([]);
});

it.each([
  ['without an end', { when: WHEN, comment: 'x' }],
  ['of more than a day', { when: WHEN, minutes: 1_441, comment: 'x' }],
  ['without a reason', { when: WHEN, minutes: 60, comment: ' ' }],
  ['of everything', { when: {}, minutes: 60, comment: 'x' }],
  ['of no value', { when: { segment: {} }, minutes: 60, comment: 'x' }],
  ['by what is no condition', { when: { provider: 'kg-inicis' }, minutes: 60, comment: 'x' }],
])('is refused %s', async (_what, body) => {
  expect(await ask('POST', '', body)).toMatchObject({ status: 400, json: { code: 'invalid_query' } });
  expect((await ask<SilencesAnswer>('GET', '')).json.silences).toEqual([]);
});

it('shows beforehand what it takes, of this tenant', async () => {
  const [hit] = [await incident('kg-inicis'), await incident('toss'), await incident('kg-inicis', 'other')];
  const { status, json } = await ask<SilencePreviewAnswer>('POST', '/preview', { when: WHEN });
  expect(status).toBe(200);
  expect(json).toEqual({ open: [{ id: hit, severity: 'critical', stage: 'authorisation', ...WHEN }], lately: 1 });
});

it('is ended early, once', async () => {
  const { json } = await ask<SilenceAnswer>('POST', '', { when: WHEN, minutes: 60, comment: '점검' });
  expect((await ask('DELETE', `/${json.id}`)).status).toBe(204);
  expect(await ask('DELETE', `/${json.id}`)).toMatchObject({ status: 404, json: { code: 'silence_unknown' } });
  expect((await ask<SilencesAnswer>('GET', '')).json.silences).toMatchObject([{ state: 'over' }]);
});

it('that is ended early has what it held back asked about at once', async () => {
  // Beside the server, which would deal with it at once.
  const redis = server.app.get<Redis>(REDIS);
  const keys = new KeySpace(`test:${randomUUID()}:`);
  const [silences, incidents, notifications] = [
    new SilenceStore(redis, keys),
    new IncidentStore(redis, keys),
    new NotificationStore(redis, keys, 'Asia/Seoul'),
  ];
  const desk = new SilenceDesk(silences, incidents, notifications);
  const [hit] = [await incident('kg-inicis', 'default', incidents), await incident('toss', 'default', incidents)];
  const now = server.clock.ms;
  const { id } = await desk.begin('default', { when: WHEN, minutes: 60, comment: '점검', by: 'Kim' }, now);
  expect(await desk.end('default', id, now + 1)).toBe(true);
  expect(await notifications.due(now + 1, 10)).toEqual([{ incident: hit, at: now + 1 }]);
  await redis.del(await redis.keys(`${keys.prefix}*`));
});

it('is nobody’s business who may only look, sees one merchant, or belongs to another tenant', async () => {
  const body = { when: WHEN, minutes: 60, comment: '점검' };
  const watcher = await server.key({ scopes: ['screens:view'] });
  expect((await ask('POST', '', body, watcher)).json.code).toBe('scope_missing');
  const shop = await server.key({ scopes: ['screens:view', 'incidents:act'], merchant: 'm_01' });
  expect((await ask('GET', '', undefined, shop)).json.code).toBe('all_merchants_only');
  const { json } = await ask<SilenceAnswer>('POST', '', body);
  const stored = await server.app.get(SilenceStore).find(json.id);
  if (stored === undefined) throw new Error('not stored');
  await server.app.get(SilenceStore).put({ ...stored, tenant: 'other' });
  expect((await ask<SilencesAnswer>('GET', '')).json.silences).toEqual([]);
  expect((await ask('DELETE', `/${json.id}`)).status).toBe(404);
});
