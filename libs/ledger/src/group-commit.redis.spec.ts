import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { StageEvent } from '@tillwatch/domain';
import { connectRedis, KeySpace, parseRedisAddress } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { LedgerAwayError } from './errors.js';
import { GROUP_COMMIT_LIMITS, GroupCommit } from './group-commit.js';

const NOW = Date.UTC(2026, 10, 22, 5);
const keys = new KeySpace(`test:${randomUUID()}:`);
const silent = { committed: () => undefined, retried: () => undefined };

function events(count: number, over: Partial<StageEvent> = {}): StageEvent[] {
  return Array.from({ length: count }, () => ({
    ...{ tenant: 'default', id: randomUUID(), journey: 'checkout', stage: 'authorisation', attempt: 'a' },
    ...{
      outcome: 'ok',
      reporter: 'server',
      revision: 0,
      occurredAt: NOW,
      receivedAt: NOW,
      dimensions: {},
      count: 1,
      spanMs: 0,
      backfill: false,
    },
    ...over,
  }));
}

function ledgerOn(redis: Redis): GroupCommit {
  const limits = { ...GROUP_COMMIT_LIMITS, batchEvents: 10, inFlight: 2, giveUpMs: 300 };
  return new GroupCommit(redis, { keys, seed: 1 }, { now: () => NOW }, silent, limits);
}

describe('with a Redis that takes connections and does not answer', () => {
  const sockets = new Set<Socket>();
  let hanging: Server;
  let redis: Redis;

  beforeAll(async () => {
    hanging = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    const { port } = hanging.address() as AddressInfo;
    redis = connectRedis({ url: `redis://127.0.0.1:${port}` }, { name: 'spec', timeoutMs: 100 });
    redis.on('error', () => undefined);
  });
  afterAll(() => {
    redis.disconnect();
    for (const socket of sockets) socket.destroy();
    hanging.close();
  });

  it('every request hears of it in the same time, however many wait before it', async () => {
    const ledger = ledgerOn(redis);
    const started = performance.now();
    const told = await Promise.all(
      Array.from({ length: 40 }, () =>
        ledger.append(events(10)).catch((error: unknown) => ({ error, after: performance.now() - started })),
      ),
    );
    for (const answer of told) {
      expect(answer).toMatchObject({ error: expect.any(LedgerAwayError) as LedgerAwayError });
      // One time-out and one pause more than it takes to give up; one after the other they would take ten seconds.
      expect('after' in answer && answer.after).toBeLessThan(1_500);
    }
    await ledger.idle();
  });

  it('a request that came later keeps its own time', async () => {
    const ledger = ledgerOn(redis);
    const ends: number[] = [];
    const send = (): Promise<unknown> => {
      const started = performance.now();
      return ledger.append(events(10)).catch(() => ends.push(performance.now() - started));
    };
    const first = [send(), send(), send()];
    await new Promise((resolve) => setTimeout(resolve, 200));
    await Promise.all([...first, send()]);
    expect(ends).toHaveLength(4);
    for (const end of ends) expect(end).toBeGreaterThan(290);
  });
});

describe('with a Redis that answers', () => {
  let redis: Redis;

  beforeAll(() => {
    redis = connectRedis(parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? ''), { name: 'spec' });
  });
  afterAll(async () => {
    for (const name of await redis.keys(`${keys.prefix}*`)) await redis.del(name);
    redis.disconnect();
  });

  it('a batch that cannot be made answers its requests, and the next one is written', async () => {
    const ledger = ledgerOn(redis);
    const broken = events(10, { dimensions: null as unknown as StageEvent['dimensions'] });
    await expect(ledger.append(broken)).rejects.toThrow(TypeError);
    expect(await ledger.append(events(10))).toEqual({ duplicates: [] });
    await ledger.idle();
  });
});
