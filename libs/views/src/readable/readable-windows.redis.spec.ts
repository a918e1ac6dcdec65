import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { loadCatalogue } from '@tillwatch/catalogue';
import type { StageEvent } from '@tillwatch/domain';
import { connectRedis, KeySpace, parseRedisAddress } from '@tillwatch/redis';
import { ledgerFor } from '@tillwatch/testing';
import { Counting, RangeReader, TierClock } from '@tillwatch/windows';
import { Numbers } from '../numbers/numbers.js';
import { READABLE_WINDOWS, ReadableWindows } from './readable-windows.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 3);
const address = parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? '');
const COUNTS = ['started', 'total', 'failed', 'system', 'declined', 'unknown', 'abandoned'] as const;
const PROVIDERS = ['kg-inicis', 'toss-payments', 'nhn-kcp'];

let serial = 0;
function event(now: number): StageEvent {
  const id = `h${serial++}`;
  const outcome = serial % 7 === 0 ? { outcome: 'failed' as const, failureClass: 'system' as const } : { outcome: 'ok' as const };
  const dimensions = { provider: PROVIDERS[serial % 3] ?? '', method: 'card' };
  const fixed = {
    ...{ tenant: 'default', journey: 'checkout', stage: 'authorisation', reporter: 'server' as const },
    ...{ revision: 0, count: 1, spanMs: 0, backfill: false },
  };
  return { ...fixed, id, attempt: id, occurredAt: now - (serial % 900), receivedAt: now, dimensions, ...outcome };
}

it('shows by HGETALL what /v1/stats answers for the same window, while events keep coming in', async () => {
  const keys = new KeySpace(`test:${randomUUID()}:`);
  const redis = connectRedis(address, { name: 'spec' });
  const clock = { time: START, now: () => clock.time };
  const catalogue = loadCatalogue([join(__dirname, '../../../../config')]);
  const tierClock = new TierClock('Asia/Seoul');
  const ledger = await ledgerFor(redis, keys, clock);
  const connections = { redis: connectRedis(address, { name: 'c' }), reader: connectRedis(address, { name: 'r', blocking: true }) };
  const counting = new Counting(connections, {
    journeys: catalogue.journeys,
    tierClock,
    watched: [],
    keys,
    clock,
    alone: true,
    onFault: () => undefined,
  });
  counting.start();
  const numbers = new Numbers({ catalogue, counting, reader: new RangeReader(counting, START), tierClock, clock });
  const readable = new ReadableWindows(redis, keys, catalogue);
  let compared = 0;
  for (let second = 0; second < 400; second++) {
    clock.time += 1_000;
    await ledger.append(Array.from({ length: 25 }, () => event(clock.time)));
    expect(await counting.caughtUp(5_000)).toBe(true);
    if (counting.fold === undefined) throw new Error('not counting');
    await readable.write(counting.fold, counting.watermark(clock.time));
    if (second % 20 !== 19) continue;
    const more = ledger.append(Array.from({ length: 200 }, () => event(clock.time)));
    const hash = await redis.hgetall(keys.live('checkout', 'provider=kg-inicis,stage=authorisation'));
    for (const [name] of READABLE_WINDOWS) {
      const { [`${name}.from`]: from, [`${name}.to`]: to } = hash;
      const ask = { journey: 'checkout', stage: 'authorisation', filter: 'provider:kg-inicis', from, to };
      const { groups } = await numbers.stats(ask, { tenant: 'default', merchant: '*' });
      for (const count of COUNTS) expect([name, count, Number(hash[`${name}.${count}`])]).toEqual([name, count, groups[0]?.[count] ?? 0]);
      compared += groups[0]?.total ?? 0;
    }
    await more;
  }
  expect(compared).toBeGreaterThan(10_000);
  await counting.stop();
  const own = await redis.keys(`${keys.prefix}*`);
  await redis.del(own);
  redis.disconnect();
  connections.redis.disconnect();
}, 60_000);
