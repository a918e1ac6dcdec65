import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '@tillwatch/config';
import type { Incident } from '@tillwatch/domain';
import { IncidentStore } from '@tillwatch/incidents';
import { connectRedis, DEFAULT_PREFIX, KeySpace, startPrivateRedis, type PrivateRedis } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { RunningServer, until } from './running-server.js';

jest.setTimeout(120_000);
const HOUR_MS = 3_600_000;
/** A second process takes over within this time: the lease has run out, and the counts are read back. */
const TAKEN_WITHIN_MS = 10_000;
/** The one that is stopped finds its lease gone when it wakes. */
const STOPPED_MS = 30_000;

const dir = mkdtempSync(join(tmpdir(), 'tillwatch-lost-'));
const keys = new KeySpace(DEFAULT_PREFIX);
let privateRedis: PrivateRedis;
let redis: Redis;
let store: IncidentStore;
let first: RunningServer;
let second: RunningServer;
let serial = 0;
let failing: NodeJS.Timeout | undefined;
/** Outcomes at KG Inicis that the door took. */
const sent = { total: 0, failed: 0 };
const unanswered: (readonly object[])[] = [];

beforeAll(async () => {
  privateRedis = await startPrivateRedis(loadConfig({ args: ['--data', dir] }), { purpose: 'spec', tell: () => undefined });
  const { address } = privateRedis;
  redis = connectRedis(address, { name: 'spec' });
  store = new IncidentStore(redis, keys);
  const socket = 'socket' in address ? address.socket : '';
  [first, second] = [new RunningServer(socket), new RunningServer(socket)];
  await first.start();
  second.key = first.key;
  await second.start('healthz');
});
afterAll(async () => {
  clearInterval(failing);
  first.signal('SIGCONT');
  await Promise.all([first.remove(), second.remove()]);
  redis.disconnect();
  await privateRedis.stop();
  rmSync(dir, { recursive: true, force: true });
});

function authorisation(provider: string, isFailed: boolean, of: object = {}): object {
  const id = `lost-${serial++}`;
  const outcome = isFailed ? { outcome: 'failed', class: 'system' } : { outcome: 'ok' };
  const dimensions = { provider, method: 'card', merchant: 'm1' };
  return {
    id,
    attempt: id,
    journey: 'checkout',
    stage: 'authorisation',
    occurredAt: new Date().toISOString(),
    dimensions,
    ...outcome,
    ...of,
  };
}

/** Three days of which one in fifty failed. */
function history(): object[] {
  return Array.from({ length: 72 }, (_, hour) => {
    const of = { occurredAt: new Date(Date.now() - (hour + 2) * HOUR_MS).toISOString(), spanMs: HOUR_MS, backfill: true };
    return ['kg-inicis', 'toss-payments'].flatMap((provider) => [
      authorisation(provider, false, { ...of, count: 980 }),
      authorisation(provider, true, { ...of, count: 20 }),
    ]);
  }).flat();
}

/** From now on half of what KG Inicis is asked fails, four times a second, told to this server. */
function failAt(server: RunningServer): void {
  clearInterval(failing);
  failing = setInterval(() => {
    const own = Array.from({ length: 6 }, (_, i) => authorisation('kg-inicis', i % 2 === 0));
    void deliver(server, [...own, ...Array.from({ length: 6 }, () => authorisation('toss-payments', false))]);
  }, 250);
}

/** Sends some of these; what got no answer is kept to be sent again, as any sender does. */
async function deliver(server: RunningServer, events: readonly object[]): Promise<void> {
  try {
    await server.send(events);
    sent.total += 6;
    sent.failed += 3;
  } catch {
    unanswered.push(events);
  }
}

async function silence(): Promise<void> {
  clearInterval(failing);
  await sleep(1_000);
  for (const events of unanswered.splice(0)) await deliver(first, events);
}

async function the(): Promise<Incident> {
  const [incident, ...others] = await store.list(10);
  if (incident === undefined || others.length > 0) throw new Error(`there are ${others.length + 1} incidents`);
  return incident;
}

/** The incident's counts as a server tells them; undefined while it does not judge. */
async function countsAt(server: RunningServer, id: string): Promise<{ total: number; failed: number } | undefined> {
  const { incident } = (await (await fetch(`${server.url}/v1/incidents/${id}`)).json()) as { incident: { total: number; failed: number } };
  return { total: incident.total, failed: incident.failed };
}

const outbox = async (): Promise<string[]> =>
  (await redis.xrange(keys.incidentOutbox, '-', '+')).map(([, [, id, , version]]) => `${id} ${version}`);
const opened = async (id: string): Promise<number> => (await store.timeline(id)).filter(({ type }) => type === 'opened').length;

/** Waits until a server has taken the counting from a holder of the lease: only the one that counts is ready. @returns after how long (ms) */
async function takenBy(server: RunningServer, holder: string | null): Promise<number> {
  const from = performance.now();
  await until(async () => (await fetch(`${server.url}/readyz`)).status === 200);
  expect([holder, null]).not.toContain(await redis.get(keys.lease));
  return performance.now() - from;
}

it('an incident goes on by its id when the process that judges stands still or is killed; nothing is told twice', async () => {
  await first.send(history());
  await sleep(4_000);
  failAt(first);
  await until(async () => (await store.list(1)).length > 0);
  const { id } = await the();
  await sleep(3_000);

  const lease = await redis.get(keys.lease);
  first.signal('SIGSTOP');
  const stoppedAt = performance.now();
  failAt(second);
  expect(await takenBy(second, lease)).toBeLessThan(TAKEN_WITHIN_MS);
  await sleep(Math.max(0, STOPPED_MS - (performance.now() - stoppedAt)));
  // What the first was about to answer when it was stopped may be counted, too.
  await until(async () => ((await countsAt(second, id))?.total ?? 0) >= sent.total);
  const told = await outbox();
  const held = await redis.get(keys.lease);
  first.signal('SIGCONT');
  await sleep(4_000);
  expect(await redis.get(keys.lease)).toBe(held);
  expect(await outbox()).toEqual(told);

  await second.stop('SIGKILL');
  failAt(first);
  expect(await takenBy(first, held)).toBeLessThan(TAKEN_WITHIN_MS);
  await silence();
  await until(async () => (await countsAt(first, id))?.total === sent.total);
  expect(await countsAt(first, id)).toEqual(sent);
  expect(await the()).toMatchObject({ id, status: 'triggered' });
  expect(await opened(id)).toBe(1);
  const versions = await outbox();
  expect(versions).toEqual(versions.map((_, i) => `${id} ${i + 1}`));
  expect(versions).toHaveLength((await the()).version);
});
