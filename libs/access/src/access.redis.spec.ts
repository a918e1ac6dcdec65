import { randomUUID } from 'node:crypto';
import { connectRedis, parseRedisAddress } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import type { AccessStore } from './access-keys.js';
import { KeyRequestError, type KeyRequest } from './api-key.js';
import { boardLinkKey, firstRunKey } from './kept-keys.js';
import { createKey, listKeys, revokeKey } from './key-store.js';
import { KeyVerifier, verifyKey } from './verify-key.js';

let redis: Redis;
let store: AccessStore;
const now = 1_763_787_801_120;
const request = (more: Partial<KeyRequest> = {}): KeyRequest => ({
  tenant: 'shop',
  merchant: '*',
  scopes: ['events:write'],
  name: 'test',
  ...more,
});

beforeAll(() => {
  redis = connectRedis(parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? ''), { name: 'access-spec' });
});
beforeEach(() => {
  store = { redis, prefix: `test:${randomUUID()}:` };
});
afterEach(async () => {
  const keys = await redis.keys(`${store.prefix}*`);
  if (keys.length > 0) await redis.del(keys);
});
afterAll(() => redis.disconnect());

describe('a key', () => {
  it('is verified with what it was made with, and its secret is nowhere in Redis', async () => {
    const { key, record } = await createKey(store, request({ merchant: 'm_01', scopes: ['stats:read'] }), now);
    expect(await verifyKey(store, key)).toEqual(record);
    expect(record).toMatchObject({ tenant: 'shop', merchant: 'm_01', scopes: ['stats:read'], name: 'test', createdAt: now });
    const secret = key.split('_')[2] ?? '';
    expect(secret).toHaveLength(40);
    expect(JSON.stringify(await redis.hgetall(`${store.prefix}keys`))).not.toContain(secret);
  });

  it.each([
    ['with another secret', (key: string) => key.slice(0, -1) + (key.endsWith('0') ? '1' : '0')],
    ['with another id', (key: string) => key.replace(/^tw_./, (start) => (start === 'tw_0' ? 'tw_1' : 'tw_0'))],
    ['cut short', (key: string) => key.slice(0, -1)],
    ['that is nothing of the kind', () => 'secret'],
  ])('%s is none', async (_, change) => {
    const { key } = await createKey(store, request(), now);
    expect(await verifyKey(store, change(key))).toBeUndefined();
  });

  it('that may send everything may send history, unless it is bound to a merchant or told otherwise', async () => {
    const scopes = async (more: Partial<KeyRequest>) => (await createKey(store, request(more), now)).record.scopes;
    expect(await scopes({})).toEqual(['events:write', 'events:backfill']);
    expect(await scopes({ backfill: false })).toEqual(['events:write']);
    expect(await scopes({ merchant: 'm_01' })).toEqual(['events:write']);
    expect(await scopes({ merchant: 'm_01', backfill: true })).toEqual(['events:write', 'events:backfill']);
    expect(await scopes({ scopes: ['stats:read'] })).toEqual(['stats:read']);
  });

  it.each<[string, Partial<KeyRequest>]>([
    ['tenant', { tenant: 'Shop:1' }],
    ['merchant', { merchant: '' }],
    ['name', { name: '' }],
    ['scopes', { scopes: [] }],
  ])('without a sensible %s is not made', async (field, more) => {
    await expect(createKey(store, request(more), now)).rejects.toThrow(KeyRequestError);
    await expect(createKey(store, request(more), now)).rejects.toThrow(new RegExp(`^${field}:`));
  });

  it('is listed by tenant, oldest first, until it is revoked', async () => {
    const first = await createKey(store, request({ name: 'first' }), now);
    await createKey(store, request({ name: 'other tenant', tenant: 'other' }), now + 1);
    const last = await createKey(store, request({ name: 'last' }), now + 2);
    expect((await listKeys(store, 'shop')).map(({ name }) => name)).toEqual(['first', 'last']);
    expect(await listKeys(store)).toHaveLength(3);
    expect(await revokeKey(store, first.record.id)).toBe(true);
    expect(await revokeKey(store, first.record.id)).toBe(false);
    expect(await listKeys(store, 'shop')).toEqual([last.record]);
    expect(await verifyKey(store, first.key)).toBeUndefined();
  });
});

describe('KeyVerifier', () => {
  it('believes a key for five seconds after it was revoked, not longer', async () => {
    const { key, record } = await createKey(store, request(), now);
    const verifier = new KeyVerifier(store);
    expect(await verifier.verify(key, now)).toEqual(record);
    await revokeKey(store, record.id);
    expect(await verifier.verify(key, now + 4_999)).toEqual(record);
    expect(await verifier.verify(key, now + 5_000)).toBeUndefined();
  });

  it('asks Redis once for requests that come together, and for wrong keys not each time', async () => {
    const { key } = await createKey(store, request(), now);
    const wrong = `${key.slice(0, -4)}0000`;
    const verifier = new KeyVerifier(store);
    const asked = async (text: string): Promise<number> => {
      const calls = async () => Number(/cmdstat_hget:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1] ?? 0);
      const before = await calls();
      await Promise.all(Array.from({ length: 50 }, () => verifier.verify(text, now)));
      return (await calls()) - before;
    };
    expect(await asked(key)).toBe(1);
    expect(await asked(wrong)).toBe(1);
    expect(await asked(wrong)).toBe(0);
    expect(await asked('nonsense')).toBe(0);
  });

  it('passes on that Redis is away and does not remember it', async () => {
    const { key, record } = await createKey(store, request(), now);
    const gone = connectRedis({ socket: '/nowhere/redis.sock' }, { name: 'gone' });
    gone.on('error', () => undefined);
    const away = new KeyVerifier({ redis: gone, prefix: store.prefix });
    await expect(away.verify(key, now)).rejects.toThrow();
    gone.disconnect();
    expect(await new KeyVerifier(store).verify(key, now)).toEqual(record);
  });
});

describe('the first-run key', () => {
  it('is one for the installation, may only send, and is made anew once revoked', async () => {
    const asked = await Promise.all(Array.from({ length: 5 }, () => firstRunKey(store, now)));
    const key = await firstRunKey(store, now);
    expect(await verifyKey(store, asked[0] ?? '')).toMatchObject({ tenant: 'default', merchant: '*', scopes: ['events:write'] });
    expect(new Set([...asked, key])).toEqual(new Set([key]));
    expect(await listKeys(store)).toHaveLength(1);
    await revokeKey(store, (await listKeys(store))[0]?.id ?? '');
    const link = await boardLinkKey(store, now);
    expect(await verifyKey(store, link)).toMatchObject({ scopes: ['screens:view'] });
    const next = await firstRunKey(store, now);
    expect(next).not.toBe(key);
    expect(await verifyKey(store, next)).toBeDefined();
  });
});
