/** What a key may do. A closed list. */
export const SCOPES = [
  /** Send events that happened lately. */
  'events:write',
  /** Send history: events of any age that are counted and learnt from, never judged live. */
  'events:backfill',
  /** Read numbers over HTTP, and everything `screens:view` shows. */
  'stats:read',
  /** Look at screens and what they show live. What a board's link carries. */
  'screens:view',
  /** Change what the product shows and counts from now on: what an error code means. */
  'config:write',
  /** Say something about incidents: acknowledge, snooze, resolve, note, call it a wrong alarm. */
  'incidents:act',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Whether a word is a scope. */
export function isScope(word: string): word is Scope {
  return SCOPES.some((scope) => scope === word);
}

/** Whether scopes allow what needs `needed`: who may read the numbers may look at the screens that show them. */
export function allows(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.includes(needed) || (needed === 'screens:view' && scopes.includes('stats:read'));
}
