import type { Redis } from 'ioredis';
import { accessStore, keptKeyKey, type AccessStore } from './access-keys.js';
import type { KeyRequest } from './api-key.js';
import { createKey, revokeKey } from './key-store.js';
import { verifyKey } from './verify-key.js';

/** The tenant of an installation that has only one. */
export const DEFAULT_TENANT = 'default';

/** Keys that the product makes for itself and shows again. */
const KEPT = {
  'first-run': { scopes: ['events:write'], name: 'first run', backfill: false },
  'board-link': { scopes: ['screens:view'], name: 'board link' },
} as const satisfies Record<string, Pick<KeyRequest, 'scopes' | 'name' | 'backfill'>>;

/**
 * A key that is made when it is asked for first; the same one afterwards, and a new one after it was revoked. These are
 * the only keys whose text is stored, because it is shown again. They can do little (send events, look at screens), and the
 * Redis that holds them is the one that holds those events and numbers.
 */
async function keptKey(store: AccessStore, which: keyof typeof KEPT, now: number): Promise<string> {
  const name = keptKeyKey(store, which);
  const known = await store.redis.get(name);
  if (known !== null && (await verifyKey(store, known)) !== undefined) return known;
  const { key, record } = await createKey(store, { tenant: DEFAULT_TENANT, merchant: '*', ...KEPT[which] }, now);
  if (known !== null) {
    await store.redis.set(name, key);
    return key;
  }
  if ((await store.redis.set(name, key, 'NX')) !== null) return key;
  // Somebody asked at the same moment and was first: theirs is the one.
  await revokeKey(store, record.id);
  return (await store.redis.get(name)) ?? key;
}

/** The key of the first-run page: sends events of the default tenant, no history. `now` in milliseconds since the epoch. */
export function firstRunKey(where: AccessStore | Redis, now: number): Promise<string> {
  return keptKey(accessStore(where), 'first-run', now);
}

/** The key in the link to the wall that a start prints where screens need one. `now` in milliseconds since the epoch. */
export function boardLinkKey(where: AccessStore | Redis, now: number): Promise<string> {
  return keptKey(accessStore(where), 'board-link', now);
}
