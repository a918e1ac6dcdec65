import { randomUUID } from 'node:crypto';
import { connectRedis, KeySpace, parseRedisAddress } from '@tillwatch/redis';
import { AttemptArchive } from './attempt-archive.js';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 22, 5, 30, 0);

it('lets the oldest hours of failed attempts go where all of them take too much', async () => {
  const keys = new KeySpace(`test:${randomUUID()}:`);
  const redis = connectRedis(parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? ''), { name: 'archive-spec' });
  const hourKey = (hoursAgo: number): string => keys.failedAttempts(Math.floor((NOW - hoursAgo * HOUR) / HOUR));
  const archive = new AttemptArchive(redis, keys);
  try {
    for (const hoursAgo of [0, 1, 50])
      await redis.hset(hourKey(hoursAgo), Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i, 'x'])));
    expect(await archive.trim(NOW, 30 * 200)).toBe(0);
    expect(await archive.trim(NOW, 20 * 200)).toBe(1);
    expect(await redis.exists(hourKey(0), hourKey(1))).toBe(2);
    expect(await redis.exists(hourKey(50))).toBe(0);
  } finally {
    await redis.del(hourKey(0), hourKey(1), hourKey(50));
    redis.disconnect();
  }
});
