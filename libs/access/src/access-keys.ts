import { DEFAULT_PREFIX } from '@tillwatch/redis';
import type { Redis } from 'ioredis';

/** The Redis that holds keys, and the prefix that tells installations (and tests) on it apart. */
export interface AccessStore {
  readonly redis: Redis;
  readonly prefix: string;
}

/** A Redis with the product's own prefix, or a store as it is. */
export function accessStore(store: AccessStore | Redis): AccessStore {
  return 'prefix' in store && 'redis' in store ? store : { redis: store, prefix: DEFAULT_PREFIX };
}

/** Hash of all keys: id → stored key. One hash, so that each change is one command and atomic by itself. */
export function keysKey(store: AccessStore): string {
  return `${store.prefix}keys`;
}

/** A key that the product made for itself. */
export function keptKeyKey(store: AccessStore, which: string): string {
  return `${store.prefix}key:${which}`;
}

/** A personal link. One key each, because it goes by itself when its time is over. */
export function linkKey(store: AccessStore, id: string): string {
  return `${store.prefix}link:${id}`;
}

/** The device that a personal link has come to belong to. */
export function linkDeviceKey(store: AccessStore, id: string): string {
  return `${store.prefix}link-device:${id}`;
}
