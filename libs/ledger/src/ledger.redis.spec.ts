import { randomUUID } from 'node:crypto';
import type { StageEvent } from '@tillwatch/domain';
import { connectRedis, KeySpace, parseRedisAddress } from '@tillwatch/redis';
import { ledgerFor, specEvent } from '@tillwatch/testing';
import type { Redis } from 'ioredis';
import type { GroupCommit } from './group-commit.js';
import { LOG_START, readLog } from './log-reader.js';

const NOW = Date.UTC(2026, 10, 22, 5, 0, 0);

function event(id: string, over: Partial<StageEvent> = {}): StageEvent {
  const dimensions = { provider: 'kg-inicis', merchant: '가게' };
  return specEvent(NOW, { id, attempt: id, outcome: 'failed', failureClass: 'declined', occurredAt: NOW - 1234, dimensions, ...over });
}

describe('the ledger on a real Redis', () => {
  const keys = new KeySpace(`test:${randomUUID()}:`);
  let redis: Redis;
  let ledger: GroupCommit;

  beforeAll(async () => {
    redis = connectRedis(parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? ''), { name: 'spec' });
    ledger = await ledgerFor(redis, keys, { now: () => NOW });
  });
  afterAll(async () => {
    const own = await redis.keys(`${keys.prefix}*`);
    if (own.length > 0) await redis.del(own);
    redis.disconnect();
  });

  it('writes each event once, whatever is repeated within or between requests', async () => {
    const [first, second] = await Promise.all([
      ledger.append([event('a'), event('b'), event('a')]),
      ledger.append([event('b'), event('c', { revision: 3, outcome: 'ok', backfill: true, count: 9, spanMs: 60_000 })]),
    ]);
    expect(first.duplicates).toEqual([2]);
    expect(second.duplicates).toEqual([0]);
    expect((await ledger.append([event('c'), event('d')])).duplicates).toEqual([]);

    const entries = await readLog(redis, keys, LOG_START, 0);
    const events = entries.flatMap((entry) => entry.batch.events);
    expect(events).toHaveLength(5);
    expect(events[2]).toMatchObject({ revision: 3, outcome: 'ok', backfill: true, count: 9, spanMs: 60_000 });
    expect(events[0]).toMatchObject({ outcome: 'failed', failureClass: 'declined', occurredAt: NOW - 1234, count: 1 });
    const batch = entries[0]?.batch;
    expect(batch?.scopes).toEqual([{ tenant: 'default', journey: 'checkout' }]);
    expect(events[0]?.pairs.map((pair) => batch?.pairs[pair])).toEqual([
      { dimension: 'provider', value: 'kg-inicis' },
      { dimension: 'merchant', value: '가게' },
    ]);
  });

  it('leaves known events of a partly known batch out of the log', async () => {
    const before = await readLog(redis, keys, LOG_START, 0);
    const answer = await ledger.append([event('d'), event('e'), event('a')]);
    expect(answer.duplicates).toEqual([0, 2]);
    const after = await readLog(redis, keys, before.at(-1)?.id ?? LOG_START, 0);
    expect(after.flatMap((entry) => entry.batch.events)).toHaveLength(1);
  });

  it('appends nothing when every event is known', async () => {
    const before = await redis.xlen(keys.log);
    expect((await ledger.append([event('a'), event('e')])).duplicates).toEqual([0, 1]);
    expect(await redis.xlen(keys.log)).toBe(before);
  });

  it('keeps seen ids for two days and those of imports until they are deleted', async () => {
    const seen = await redis.keys(`${keys.prefix}{p0}:d:*`);
    const imported = await redis.keys(`${keys.prefix}{p0}:di:*`);
    expect(imported).toHaveLength(1);
    for (const key of seen) expect(await redis.ttl(key)).toBeGreaterThan(47 * 3600);
    expect(await redis.ttl(imported[0] ?? '')).toBe(-1);
  });
});
