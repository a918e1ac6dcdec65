import { randomUUID } from 'node:crypto';
import { connectRedis } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { sharedRedis } from '../../test/open-server.js';
import { MOST_ROWS, PendingDay } from './pending-tally.js';
import type { TallyRow } from './tally-field.js';
import { TallyKeys } from './tally-keys.js';
import { readTally } from './tally-reader.js';
import { TallyWriter } from './tally-writer.js';

const DAY = '2026-11-22';
const NOW = Date.parse(`${DAY}T05:00:00Z`);
let redis: Redis;
let prefix: string;
let keys: TallyKeys;

beforeEach(() => {
  redis = connectRedis(sharedRedis(), { name: 'tally-spec' });
  prefix = `test:${randomUUID()}:`;
  keys = new TallyKeys(prefix);
});
afterEach(async () => {
  for (const name of await redis.keys(`${prefix}*`)) await redis.del(name);
  redis.disconnect();
});

const row = (code: string): TallyRow => ({ ...{ journey: 'j', provider: 'p', method: '' }, code, category: 'unknown', how: 'none' });
function day(codes: readonly string[], at = NOW): PendingDay {
  const pending = new PendingDay('t', DAY);
  for (const code of codes) pending.add(row(code), 1, { at, stage: 's', message: `${code} ${at}` });
  return pending;
}
const read = () => readTally(redis, keys, { tenant: 't', days: [DAY] });

it('adds to what another process wrote before, samples up to three', async () => {
  await new TallyWriter(redis, keys).write([day(['A', 'A'], NOW - 9)], NOW);
  const next = new TallyWriter(redis, keys);
  await next.write([day(['A', 'A'], NOW - 5)], NOW);
  await next.write([day(['A'], NOW)], NOW);
  const [total, ...others] = await read();
  expect(total).toMatchObject({ count: 5, lastSeen: NOW });
  expect(total?.samples.map(({ at }) => at)).toEqual([NOW - 5, NOW - 9, NOW - 9]);
  expect(others).toEqual([]);
  expect(await redis.pttl(keys.counts('t', DAY))).toBeGreaterThan(8 * 86_400_000);
  expect(await redis.pttl(keys.seen('t', DAY))).toBeGreaterThan(8 * 86_400_000);
});

it('keeps a day small, over restarts too: beyond its bounds codes are not told apart, and none is lost', async () => {
  const codes = (from: number) => Array.from({ length: 2_000 }, (_, i) => `E${from + i}`);
  await new TallyWriter(redis, keys).write([day(codes(0))], NOW);
  await new TallyWriter(redis, keys).write([day(codes(1_000))], NOW);
  await new TallyWriter(redis, keys).write([day(codes(2_000)), day(['E1'])], NOW);
  const totals = await read();
  expect(totals.reduce((sum, { count }) => sum + count, 0)).toBe(6_001);
  expect(totals).toHaveLength(MOST_ROWS + 1);
  expect(totals.find((total) => total.row.code === null)?.count).toBe(1_000);
  expect(await redis.hlen(keys.seen('t', DAY))).toBe(MOST_ROWS + 5_001);
});
