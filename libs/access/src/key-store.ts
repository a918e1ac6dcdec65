import type { Redis } from 'ioredis';
import { accessStore, keysKey, type AccessStore } from './access-keys.js';
import { checkRequest, parseStoredKey, scopesOf, withoutHash, type ApiKey, type KeyRequest, type StoredKey } from './api-key.js';
import { formatKey, hashSecret, newKeyText } from './key-text.js';

/** A key right after it was made: the only time that its text is known. */
export interface CreatedKey {
  /** `tw_<id>_<secret>`; not stored anywhere and not to be had again. */
  readonly key: string;
  readonly record: ApiKey;
}

/**
 * Makes a key and stores everything of it but its secret.
 *
 * @param now milliseconds since the epoch
 * @throws KeyRequestError where the request makes no sense
 */
export async function createKey(where: AccessStore | Redis, request: KeyRequest, now: number): Promise<CreatedKey> {
  checkRequest(request);
  const store = accessStore(where);
  const text = newKeyText();
  const { tenant, merchant, name } = request;
  const stored: StoredKey = { hash: hashSecret(text.secret), tenant, merchant, scopes: scopesOf(request), name, createdAt: now };
  await store.redis.hset(keysKey(store), text.id, JSON.stringify(stored));
  return { key: formatKey(text), record: withoutHash(text.id, stored) };
}

/** All keys of a tenant (of every tenant where none is named), the oldest first. */
export async function listKeys(where: AccessStore | Redis, tenant?: string): Promise<ApiKey[]> {
  const store = accessStore(where);
  const all = await store.redis.hgetall(keysKey(store));
  return Object.entries(all)
    .flatMap(([id, text]) => {
      const stored = parseStoredKey(text);
      return stored === undefined || (tenant !== undefined && stored.tenant !== tenant) ? [] : [withoutHash(id, stored)];
    })
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** Takes a key back; servers that remember it let it in for at most five seconds more and hang up on its open screens shortly after. False where there was none. */
export async function revokeKey(where: AccessStore | Redis, id: string): Promise<boolean> {
  const store = accessStore(where);
  return (await store.redis.hdel(keysKey(store), id)) === 1;
}

/** The stored key of this id. */
export async function findKey(store: AccessStore, id: string): Promise<StoredKey | undefined> {
  const text = await store.redis.hget(keysKey(store), id);
  return text === null ? undefined : parseStoredKey(text);
}
