import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChannelTestAnswer, NotificationAnswer, NotificationsAnswer, Problem } from '@tillwatch/contract';
import { IncidentStore } from '@tillwatch/incidents';
import { NotificationStore } from '@tillwatch/notifications';
import { openServer, sharedRedis, type TestServer } from '../../test/open-server.js';
import { openIncident } from './stored-incident.spec-data.js';

jest.setTimeout(30_000);

let receiver: Server;
let heard: string[];
let status: number;
let folder: string;
let server: TestServer;
let key: string;

const YAML = (port: number): string => `timeZone: Asia/Seoul
channels:
  - { id: hook, type: webhook, url: 'http://127.0.0.1:${String(port)}/hook', secret: 'whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0' }
  - { id: shut, type: webhook, url: 'http://127.0.0.1:${String(port)}/hook', secret: '\${NO_SUCH_VARIABLE}' }
routes:
  - id: everything
    to: [hook, shut]
    quiet: [{ weekdays: [sun], from: '22:00', to: '07:00' }]
    escalate: [{ afterMinutes: 10, to: [hook] }]
`;

beforeEach(async () => {
  [heard, status] = [[], 200];
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push(Buffer.concat(chunks).toString('utf8'));
      response.writeHead(status).end(status === 200 ? '' : 'no such hook');
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  folder = mkdtempSync(join(tmpdir(), 'tillwatch-channels-'));
  mkdirSync(join(folder, 'notifications'));
  writeFileSync(join(folder, 'notifications/own.yaml'), YAML((receiver.address() as AddressInfo).port));
  server = await openServer({ outboundAllow: ['127.0.0.1'] }, sharedRedis(), [folder]);
  key = await server.key({ name: 'Kim', scopes: ['stats:read', 'incidents:act'] });
});
afterEach(async () => {
  await server.close();
  receiver.closeAllConnections();
  await new Promise((done) => receiver.close(done));
  rmSync(folder, { recursive: true });
});

interface Asked<T> {
  readonly status: number;
  readonly json: T & Problem;
}

async function ask<T>(method: 'GET' | 'POST', path: string, headers: Record<string, string> = {}): Promise<Asked<T>> {
  const answer = await server.app.inject({ method, url: `/v1/${path}`, headers: { authorization: `Bearer ${key}`, ...headers } });
  return { status: answer.statusCode, json: answer.json<T & Problem>() };
}

/** Opens an incident, and waits until its notification stands as it is said. */
async function told(state: NotificationAnswer['state']): Promise<NotificationAnswer> {
  const incidents = server.app.get(IncidentStore);
  // What happened before anybody looked is told to nobody.
  await server.app.get(NotificationStore).place(() => incidents.newest());
  await openIncident(server, { ago: 0 });
  return until((one) => one.state === state);
}

async function until(is: (one: NotificationAnswer) => boolean): Promise<NotificationAnswer> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    const found = (await ask<NotificationsAnswer>('GET', 'notifications')).json.notifications.find(
      (one) => one.channel === 'hook' && is(one),
    );
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('it never came to stand so');
}

it('sends a test at once that says so first, and counts nothing', async () => {
  const { status: answered, json } = await ask<ChannelTestAnswer>('POST', 'channels/hook/test');
  expect([answered, json]).toEqual([200, { delivered: true, ms: expect.any(Number) as number }]);
  expect(heard.map((body) => (JSON.parse(body) as { type: string }).type)).toEqual(['incident.test']);
  const { today, waiting, notifications } = (await ask<NotificationsAnswer>('GET', 'notifications')).json;
  expect({ today, waiting, notifications }).toEqual({
    today: { decided: 0, sent: 0, superseded: 0, dead: 0, held: {} },
    ...{ waiting: 0, notifications: [] },
  });
});

it('tells in the receiver’s words why a test was not taken, and why a channel is closed', async () => {
  status = 404;
  const { json } = await ask<ChannelTestAnswer>('POST', 'channels/hook/test');
  expect(json).toMatchObject({ delivered: false, fault: 'refused', said: expect.stringContaining('no such hook') as string });
  const shut = await ask('POST', 'channels/shut/test');
  expect(shut).toMatchObject({
    status: 409,
    json: { code: 'channel_closed', detail: expect.stringContaining('NO_SUCH_VARIABLE') as string },
  });
  expect(await ask('POST', 'channels/nobody/test')).toMatchObject({ status: 404, json: { code: 'channel_unknown' } });
});

it('sends again what was given up, once, with a time of its own to be given up, and no longer counts it as lost', async () => {
  status = 400;
  const dead = await told('dead');
  const listed = async () => (await ask<NotificationsAnswer>('GET', 'notifications')).json;
  expect((await listed()).today).toMatchObject({ decided: 1, sent: 0, dead: 1 });
  expect((await listed()).channels[0]).toMatchObject({
    lastTakenAt: null,
    lastFailure: { said: expect.stringContaining('no such hook') as string },
  });
  status = 200;
  // More than a day later it would be given up by when it was decided.
  server.clock.ms += 2 * 86_400_000;
  const lost = async () => (await ask<NotificationsAnswer>('GET', 'notifications?state=dead')).json.notifications.map(({ id }) => id);
  expect(await lost()).toEqual([dead.id]);
  const again = await ask<NotificationAnswer>('POST', `notifications/${dead.id}/send-again`);
  expect(again).toMatchObject({ status: 200, json: { state: 'waiting', tries: 0, againAt: new Date(server.clock.ms).toISOString() } });
  expect(await until(({ state }) => state === 'sent')).toMatchObject({ id: dead.id, tries: 1, fault: null });
  expect(await lost()).toEqual([]);
  expect(heard).toHaveLength(2);
  const counts = await server.app.get(NotificationStore).countsOf(server.clock.ms - 2 * 86_400_000);
  expect(counts).toMatchObject({ decided: 1, dead: 0 });
  expect(await ask('POST', `notifications/${dead.id}/send-again`)).toMatchObject({ status: 409, json: { code: 'notification_not_dead' } });
});

it('waits for a receiver that is still away as long as for anything new', async () => {
  status = 400;
  const dead = await told('dead');
  status = 503;
  server.clock.ms += 2 * 86_400_000;
  await ask('POST', `notifications/${dead.id}/send-again`);
  expect(await until(({ tries }) => tries === 1)).toMatchObject({ state: 'waiting', fault: 'receiver_trouble' });
});

it('does not tell what is no longer so', async () => {
  status = 400;
  const dead = await told('dead');
  const store = server.app.get(NotificationStore);
  const known = await store.find(dead.id);
  if (known === undefined) throw new Error('not stored');
  const newer = { version: 2, severity: 'critical', status: 'resolved', cause: '', failed: 0, total: 0 } as const;
  const { times } = await store.told(dead.incident);
  await store.askAgain([dead.incident], 1);
  const notification = {
    ...known,
    id: `${dead.incident}-2-hook`,
    version: 2,
    state: 'waiting' as const,
    nextTryAt: server.clock.ms + 3_600_000,
  };
  const decided = {
    occasion: { due: 1 },
    incident: dead.incident,
    times,
    counted: [],
    notifications: [{ notification, told: newer }],
    again: null,
  };
  expect(await store.decide(decided, server.clock.ms)).toBe(true);
  expect(await ask('POST', `notifications/${dead.id}/send-again`)).toMatchObject({ status: 409, json: { code: 'notification_outdated' } });
});

it('is done by nobody who may only look, nor by a page of others, nor to another tenant', async () => {
  status = 400;
  const dead = await told('dead');
  const watcher = await server.key({ scopes: ['stats:read'] });
  for (const path of ['channels/hook/test', `notifications/${dead.id}/send-again`]) {
    expect((await ask('POST', path, { authorization: `Bearer ${watcher}` })).json.code).toBe('scope_missing');
    const other = await server.app.inject({
      method: 'POST',
      url: `/v1/${path}`,
      headers: { origin: 'https://elsewhere.example', host: 'localhost' },
    });
    expect(other.statusCode).toBeGreaterThanOrEqual(401);
  }
  expect((await ask('POST', 'notifications/nothing/send-again')).json.code).toBe('notification_unknown');
  expect(heard).toHaveLength(1);
});

it('tells of routes by which hours and to whom', async () => {
  const { routes, channels } = (await ask<NotificationsAnswer>('GET', 'notifications')).json;
  const all = { weeks: null, daysOfMonth: null };
  expect(routes).toMatchObject([
    {
      to: ['hook', 'shut'],
      hours: null,
      quiet: [{ from: '22:00', to: '07:00', weekdays: [0], ...all }],
      escalate: [{ afterMs: 600_000, to: ['hook'] }],
    },
  ]);
  expect(channels.map(({ closed }) => closed === null)).toEqual([true, false]);
});
