/** The cookie a browser keeps the key of a board's link in. */
const NAME = 'tillwatch_token';
const ONE_YEAR_SECONDS = 31_536_000;

/** The key in a `Cookie` header. */
export function tokenOfCookies(cookies: string | undefined): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const [name, value] = pair.split('=');
    if (name?.trim() === NAME && value !== undefined) return value.trim();
  }
  return undefined;
}

/**
 * The `Set-Cookie` header that keeps a key. No script can read it; it goes along with nothing another site asks for but
 * plain navigation, so that a link to a board works from a chat. `key` must be of a key's shape.
 */
export function tokenCookie(key: string): string {
  return `${NAME}=${key}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${ONE_YEAR_SECONDS}`;
}
