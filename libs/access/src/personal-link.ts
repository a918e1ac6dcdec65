import type { Redis } from 'ioredis';
import { z } from 'zod';
import { accessStore, linkDeviceKey, linkKey, type AccessStore } from './access-keys.js';
import { checkTenant } from './api-key.js';
import { formatLink, hashSecret, matchesHash, newKeyText, parseLink } from './key-text.js';

/** A link that lets one person in without an account, for a while. Times are milliseconds since the epoch. */
export interface PersonalLink {
  readonly id: string;
  readonly tenant: string;
  /** Whom others read beside what is done with it; null for a link that several read, each of whom says who they are. */
  readonly name: string | null;
  /** From then on it opens nothing. */
  readonly until: number;
}

/** What a new link is to be. */
export type LinkRequest = Omit<PersonalLink, 'id'>;

/** A link right after it was made: the only time that its text is known. */
export interface CreatedLink {
  /** `tl_<id>_<secret>`, for `?token=`; not stored anywhere and not to be had again. */
  readonly text: string;
  readonly link: PersonalLink;
}

const storedLinkSchema = z.object({ hash: z.string(), tenant: z.string(), name: z.string().nullable(), until: z.number() });

/** Makes a link and stores everything of it but its secret until its time is over. `now` in milliseconds since the epoch. @throws KeyRequestError */
export async function createLink(where: AccessStore | Redis, { tenant, name, until }: LinkRequest, now: number): Promise<CreatedLink> {
  checkTenant(tenant);
  const store = accessStore(where);
  const parts = newKeyText();
  const stored = JSON.stringify({ hash: hashSecret(parts.secret), tenant, name, until });
  await store.redis.set(linkKey(store, parts.id), stored, 'PX', until - now);
  return { text: formatLink(parts), link: { id: parts.id, tenant, name, until } };
}

/** The link behind a text; undefined where there is none, or its time is over at `now`. */
export async function verifyLink(where: AccessStore | Redis, text: string, now: number): Promise<PersonalLink | undefined> {
  const parts = parseLink(text);
  if (parts === undefined) return undefined;
  const store = accessStore(where);
  const stored = storedLink(await store.redis.get(linkKey(store, parts.id)));
  if (stored === undefined || !matchesHash(parts.secret, stored.hash) || now >= stored.until) return undefined;
  const { tenant, name, until } = stored;
  return { id: parts.id, tenant, name, until };
}

/**
 * Gives a link to the first device that does something with it. Looking does not: programs look at every link that is sent
 * through a chat or a mail, and would take it from its owner.
 *
 * @param now milliseconds since the epoch
 * @returns whether it belongs to this device
 */
export async function claimLink(where: AccessStore | Redis, { id, until }: PersonalLink, device: string, now: number): Promise<boolean> {
  const store = accessStore(where);
  const name = linkDeviceKey(store, id);
  if ((await store.redis.set(name, device, 'PX', Math.max(1, until - now), 'NX')) !== null) return true;
  return (await store.redis.get(name)) === device;
}

/** Takes a link back at once. False where there was none. */
export async function revokeLink(where: AccessStore | Redis, id: string): Promise<boolean> {
  const store = accessStore(where);
  return (await store.redis.del(linkKey(store, id))) === 1;
}

function storedLink(text: string | null): z.infer<typeof storedLinkSchema> | undefined {
  try {
    return text === null ? undefined : storedLinkSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
