import type { Redis } from 'ioredis';
import { accessStore, firstRunKeyKey, type AccessStore } from './access-keys.js';
import { createKey, revokeKey } from './key-store.js';
import { verifyKey } from './verify-key.js';

/** The tenant of an installation that has only one. */
export const DEFAULT_TENANT = 'default';

/**
 * The key the first-run page shows, made when it is asked for first; the same one afterwards, and a new one after it was
 * revoked. It is the one key whose text is stored, because the page shows it again: it can only send events, no
 * history, and the Redis that holds it is the one those events go to.
 *
 * @param now milliseconds since the epoch
 */
export async function firstRunKey(where: AccessStore | Redis, now: number): Promise<string> {
  const store = accessStore(where);
  const name = firstRunKeyKey(store);
  const known = await store.redis.get(name);
  if (known !== null && (await verifyKey(store, known)) !== undefined) return known;
  const request = { tenant: DEFAULT_TENANT, merchant: '*', scopes: ['events:write'], name: 'first run', backfill: false } as const;
  const { key, record } = await createKey(store, request, now);
  if (known !== null) {
    await store.redis.set(name, key);
    return key;
  }
  if ((await store.redis.set(name, key, 'NX')) !== null) return key;
  // Somebody asked at the same moment and was first: theirs is the one.
  await revokeKey(store, record.id);
  return (await store.redis.get(name)) ?? key;
}
