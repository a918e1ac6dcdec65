import { request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventsAnswer, Problem } from '@tillwatch/contract';
import { loadConfig } from '@tillwatch/config';
import { connectRedis, startPrivateRedis, type PrivateRedis } from '@tillwatch/redis';
import { eventAt, openServer, type TestServer } from '../../test/open-server.js';

let folder: string;
let own: PrivateRedis;
let server: TestServer;
let headers: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillwatch-trouble-'));
  own = await startPrivateRedis({ ...loadConfig(), dataDir: folder }, { purpose: 'spec', tell: () => undefined });
});
afterAll(async () => {
  await own.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  server = await openServer({}, own.address);
  headers = { authorization: `Bearer ${await server.key()}`, 'content-type': 'application/json' };
});
afterEach(() => server.close());

const events = (count: number) => JSON.stringify(Array.from({ length: count }, () => eventAt(server.clock.ms)));

async function send(payload: string) {
  const answer = await server.app.inject({ method: 'POST', url: '/v1/events', headers, payload });
  return { status: answer.statusCode, retryAfter: Number(answer.headers['retry-after']), json: answer.json<EventsAnswer & Problem>() };
}

/** A request over a real connection of which the server has taken the head: `end` sends the rest. */
function begin(payload: string): Promise<{ end(): Promise<{ status: number; json: EventsAnswer }> }> {
  return new Promise((resolve, reject) => {
    const sending = request(`${server.url}/v1/events`, { method: 'POST', headers: { ...headers, expect: '100-continue' } });
    const answered = new Promise<{ status: number; json: EventsAnswer }>((done) => {
      sending.on('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => done({ status: answer.statusCode ?? 0, json: JSON.parse(Buffer.concat(parts).toString()) as EventsAnswer }));
      });
    });
    sending.on('error', reject);
    sending.on('continue', () => resolve({ end: () => (sending.end(payload), answered) }));
    sending.flushHeaders();
  });
}

/** Redis holds every command back for a while, as a stopped machine or a long save does. */
async function pauseRedis(ms: number): Promise<void> {
  const redis = connectRedis(own.address, { name: 'pause' });
  await redis.client('PAUSE', ms, 'ALL');
  redis.disconnect();
}

describe('while Redis does not answer', () => {
  it('nothing is acknowledged: 503 with Retry-After, and the same events go in afterwards', async () => {
    expect((await send(events(1))).status).toBe(202);
    const payload = events(1);
    await pauseRedis(9_000);
    const refused = await send(payload);
    expect([refused.status, refused.json.code, refused.retryAfter > 0]).toEqual([503, 'storage_away', true]);
    let again = await send(payload);
    while (again.status === 503) again = await send(payload);
    expect(again.json.accepted + again.json.duplicates).toBe(1);
    expect((await send(payload)).json).toMatchObject({ accepted: 0, duplicates: 1 });
  }, 60_000);

  it('more than can wait is refused as busy, and what is not refused is written', async () => {
    const bodies = Array.from({ length: 11 }, () => events(5_000));
    expect((await send(events(1))).status).toBe(202);
    await pauseRedis(4_000);
    const answers = await Promise.all(bodies.map(send));
    const refused = answers.filter(({ status }) => status !== 202);
    expect(refused.map(({ json }) => json.code)).toContain('ledger_busy');
    for (const { status, retryAfter } of refused) expect([status, retryAfter > 0]).toEqual([503, true]);
    for (const { status, json } of answers) if (status === 202) expect(json.accepted + json.duplicates).toBe(5_000);
    const afterwards = await Promise.all(bodies.slice(0, 2).map(send));
    for (const { json } of afterwards) expect(json.accepted + json.duplicates).toBe(5_000);
  }, 60_000);
});

describe('while the server ends', () => {
  it('answers what is under way, refuses what comes then, and is gone', async () => {
    expect((await send(events(1))).status).toBe(202);
    const underWay = await begin(events(10));
    await pauseRedis(1_500);
    const answered = underWay.end();
    const closing = server.app.close();
    let late = await server.app.inject({ url: '/healthz' });
    while (late.statusCode === 200) late = await server.app.inject({ url: '/healthz' });
    expect([late.statusCode, late.json<Problem>().code, late.headers['retry-after']]).toEqual([503, 'shutting_down', '5']);
    const answer = await answered;
    expect([answer.status, answer.json.accepted]).toEqual([202, 10]);
    await closing;
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  }, 60_000);
});
