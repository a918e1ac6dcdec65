import { z } from 'zod';
import { SCOPES, type Scope } from './scopes.js';

/** A key as it is known to the product: everything but its secret. Times are milliseconds since the epoch. */
export interface ApiKey {
  readonly id: string;
  readonly tenant: string;
  /** The merchant it is bound to; `*` for any. */
  readonly merchant: string;
  readonly scopes: readonly Scope[];
  /** What people call it. */
  readonly name: string;
  readonly createdAt: number;
}

/** What a new key is to be. */
export interface KeyRequest {
  readonly tenant: string;
  readonly merchant: string;
  readonly scopes: readonly Scope[];
  readonly name: string;
  /** Whether an `events:write` key may also send history. Default: yes for merchant `*`, no for one merchant's. */
  readonly backfill?: boolean;
}

/** A key was asked for that makes no sense; the message says what was expected. */
export class KeyRequestError extends Error {
  override readonly name = 'KeyRequestError';
}

const TENANT = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const LONGEST_TEXT = 200;

const storedKeySchema = z.object({
  hash: z.string(),
  tenant: z.string(),
  merchant: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  name: z.string(),
  createdAt: z.number(),
});

/** A key as Redis holds it, under its id. */
export type StoredKey = z.infer<typeof storedKeySchema>;

/** Reads a stored key; undefined where the text is none (written by a program that knows other scopes, damaged). */
export function parseStoredKey(text: string): StoredKey | undefined {
  try {
    return storedKeySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A stored key without its hash. */
export function withoutHash(id: string, { hash: _hash, ...rest }: StoredKey): ApiKey {
  return { id, ...rest };
}

function isText(text: string): boolean {
  return text.length >= 1 && text.length <= LONGEST_TEXT;
}

/** Refuses what cannot be a tenant's name. @throws KeyRequestError */
export function checkTenant(tenant: string): void {
  if (!TENANT.test(tenant)) throw new KeyRequestError('tenant: expected up to 64 lower-case letters, digits, "-" and "_"');
}

/** Refuses requests that make no sense. @throws KeyRequestError */
export function checkRequest(request: KeyRequest): void {
  const { tenant, merchant, scopes, name } = request;
  checkTenant(tenant);
  if (!isText(merchant)) throw new KeyRequestError(`merchant: expected "*" or up to ${LONGEST_TEXT} characters`);
  if (!isText(name)) throw new KeyRequestError(`name: expected 1 to ${LONGEST_TEXT} characters`);
  if (scopes.length === 0) throw new KeyRequestError(`scopes: expected some of ${SCOPES.join(', ')}`);
}

/** The scopes a requested key gets, each once, the implied one written out so that nobody has to know the rule later. */
export function scopesOf({ scopes, merchant, backfill }: KeyRequest): Scope[] {
  const implied = scopes.includes('events:write') && (backfill ?? merchant === '*');
  return SCOPES.filter((scope) => scopes.includes(scope) || (scope === 'events:backfill' && implied));
}
