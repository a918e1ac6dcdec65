/** What a browser keeps for us: the key of a board's link, what a personal link carries, and which browser it is. */
export type CookieName = 'tillwatch_token' | 'tillwatch_link' | 'tillwatch_device';

const ONE_YEAR_SECONDS = 31_536_000;

/** The value of one of our cookies in a `Cookie` header. */
export function cookieIn(cookies: string | undefined, wanted: CookieName): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const [name, value] = pair.split('=');
    if (name?.trim() === wanted && value !== undefined) return value.trim();
  }
  return undefined;
}

/**
 * The `Set-Cookie` header that keeps a value for a year. No script can read it; it goes along with nothing another
 * site asks for but plain navigation, so that a link to a board works from a chat. `value` must be of letters, digits and `_`.
 */
export function setCookie(name: CookieName, value: string): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${ONE_YEAR_SECONDS}`;
}
