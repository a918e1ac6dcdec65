import type { Language } from '@tillwatch/wording';

/** What the address of a page of the desk says in a language; `search` is what it says already. */
export function queryIn(language: Language, token: string | undefined, search = ''): string {
  const query = new URLSearchParams(search);
  query.set('lang', language);
  if (token !== undefined) query.set('token', token);
  return query.toString();
}
