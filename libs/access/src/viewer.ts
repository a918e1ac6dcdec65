import type { ApiKey } from './api-key.js';
import { DEFAULT_TENANT } from './kept-keys.js';
import type { Scope } from './scopes.js';

/** Who looks at screens and numbers: the one thing that decides what they get to see. */
export interface Viewer {
  readonly tenant: string;
  /** The merchant they may see; `*` for all. */
  readonly merchant: string;
  readonly scopes: readonly Scope[];
  /** How they were recognised: by being on this machine, or by a key. */
  readonly by: 'loopback' | 'key';
  /** What their key is called: the name others read beside what they do. */
  readonly name?: string;
}

/** Whoever sits at the machine of an installation that only this machine can reach. Cannot send events: those need a key. */
export const LOOPBACK_VIEWER: Viewer = {
  tenant: DEFAULT_TENANT,
  merchant: '*',
  scopes: ['stats:read', 'screens:view', 'config:write', 'incidents:act'],
  by: 'loopback',
};

/** What a key may see. */
export function viewerOf({ tenant, merchant, scopes, name }: ApiKey): Viewer {
  return { tenant, merchant, scopes, by: 'key', name };
}
