import { randomUUID } from 'node:crypto';
import { connectRedis, parseRedisAddress } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import type { AccessStore } from './access-keys.js';
import { KeyRequestError } from './api-key.js';
import { verifyKey } from './verify-key.js';
import { claimLink, createLink, revokeLink, verifyLink } from './personal-link.js';

let redis: Redis;
let store: AccessStore;
const now = 1_763_787_801_120;
const HOUR = 3_600_000;
const request = { tenant: 'shop', name: '김지원', until: now + 12 * HOUR };

beforeAll(() => {
  redis = connectRedis(parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? ''), { name: 'link-spec' });
});
beforeEach(() => {
  store = { redis, prefix: `test:${randomUUID()}:` };
});
afterEach(async () => {
  const keys = await redis.keys(`${store.prefix}*`);
  if (keys.length > 0) await redis.del(keys);
});
afterAll(() => redis.disconnect());

describe('a personal link', () => {
  it('tells whose it is until its time is over, with its secret and the name nowhere in the address', async () => {
    const { text, link } = await createLink(store, request, now);
    expect(text).toMatch(/^tl_[0-9a-z]{10}_[0-9a-z]{40}$/);
    expect(await verifyLink(store, text, now)).toEqual({ id: link.id, ...request });
    expect(await verifyLink(store, text, request.until - 1)).toEqual(link);
    expect(await verifyLink(store, text, request.until)).toBeUndefined();
    const kept = await redis.get(`${store.prefix}link:${link.id}`);
    expect(kept).not.toContain(text.split('_')[2]);
    const goesIn = await redis.pttl(`${store.prefix}link:${link.id}`);
    expect(goesIn).toBeGreaterThan(12 * HOUR - 60_000);
    expect(goesIn).toBeLessThanOrEqual(12 * HOUR);
  });

  it('opens nothing once it was changed, taken back, or shown as a key', async () => {
    const { text, link } = await createLink(store, request, now);
    const other = await createLink(store, { ...request, name: '박서준' }, now);
    const swapped = `${text.slice(0, 14)}${other.text.slice(14)}`;
    for (const wrong of [`${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`, swapped, text.slice(0, -1), text.toUpperCase(), '']) {
      expect(await verifyLink(store, wrong, now)).toBeUndefined();
    }
    expect(await verifyKey(store, text)).toBeUndefined();
    expect(await verifyKey(store, text.replace('tl_', 'tw_'))).toBeUndefined();
    expect(await revokeLink(store, link.id)).toBe(true);
    expect(await verifyLink(store, text, now)).toBeUndefined();
    expect(await revokeLink(store, link.id)).toBe(false);
  });

  it('belongs to the first device that claims it, also of two at once', async () => {
    const { link } = await createLink(store, request, now);
    const claims = await Promise.all(['phone', 'laptop'].map((device) => claimLink(store, link, device, now)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    const owner = claims[0] === true ? 'phone' : 'laptop';
    expect(await claimLink(store, link, owner, now + HOUR)).toBe(true);
    expect(await claimLink(store, link, 'third', now + HOUR)).toBe(false);
  });

  it('is made for no tenant that cannot be', async () => {
    await expect(createLink(store, { ...request, tenant: 'a:b' }, now)).rejects.toThrow(KeyRequestError);
  });
});
