import type { ApiKey } from './api-key.js';
import { DEFAULT_TENANT } from './kept-keys.js';
import type { PersonalLink } from './personal-link.js';
import type { Scope } from './scopes.js';

/** Who looks at screens and numbers: the one thing that decides what they get to see. */
export interface Viewer {
  readonly tenant: string;
  /** The merchant they may see; `*` for all. */
  readonly merchant: string;
  readonly scopes: readonly Scope[];
  /** How they were recognised: by being on this machine, by a key, or by a link of their own. */
  readonly by: 'loopback' | 'key' | 'link';
  /** What their key is called, or whose link it is: the name others read beside what they do. */
  readonly name?: string;
  /** The link of their own. */
  readonly link?: PersonalLink;
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

/** What a personal link opens: everything that is seen, and what is done about incidents. It sends nothing and sets nothing. */
export function viewerOfLink(link: PersonalLink): Viewer {
  const scopes = ['stats:read', 'screens:view', 'incidents:act'] as const;
  return { tenant: link.tenant, merchant: '*', scopes, by: 'link', ...(link.name === null ? {} : { name: link.name }), link };
}
