import type { Redis } from 'ioredis';
import { accessStore, type AccessStore } from './access-keys.js';
import { withoutHash, type ApiKey } from './api-key.js';
import { findKey } from './key-store.js';
import { hashSecret, matchesHash, parseKey } from './key-text.js';

/** How long a verified key is believed without asking again: what a revocation takes at most. */
export const REMEMBERED_MS = 5_000;
/** Keys (right and wrong ones) remembered at a time. */
const REMEMBERED_KEYS = 10_000;

interface Remembered {
  readonly until: number;
  readonly key: Promise<ApiKey | undefined>;
}

/** Looks a key up, without remembering anything. Undefined where there is no such key. */
export async function verifyKey(where: AccessStore | Redis, text: string): Promise<ApiKey | undefined> {
  const parts = parseKey(text);
  if (parts === undefined) return undefined;
  const stored = await findKey(accessStore(where), parts.id);
  return stored !== undefined && matchesHash(parts.secret, stored.hash) ? withoutHash(parts.id, stored) : undefined;
}

/**
 * Verifies keys for a door that sees the same few thousands of times a second. Remembers right and wrong ones for
 * {@link REMEMBERED_MS} by their hash; requests that come while one look-up is under way share it.
 */
export class KeyVerifier {
  private readonly remembered = new Map<string, Remembered>();

  constructor(private readonly store: AccessStore) {}

  /**
   * The key behind a text; undefined where there is none. Rejects when Redis does not answer, which is never remembered.
   *
   * @param now milliseconds since the epoch
   */
  verify(text: string, now: number): Promise<ApiKey | undefined> {
    if (parseKey(text) === undefined) return Promise.resolve(undefined);
    const name = hashSecret(text);
    const known = this.remembered.get(name);
    if (known !== undefined && now < known.until) return known.key;
    const key = verifyKey(this.store, text);
    this.remember(name, { until: now + REMEMBERED_MS, key });
    key.catch(() => this.remembered.delete(name));
    return key;
  }

  private remember(name: string, entry: Remembered): void {
    this.remembered.delete(name);
    if (this.remembered.size >= REMEMBERED_KEYS) {
      const oldest = this.remembered.keys().next();
      if (oldest.done !== true) this.remembered.delete(oldest.value);
    }
    this.remembered.set(name, entry);
  }
}
