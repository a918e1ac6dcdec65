import type { IncomingHttpHeaders } from 'node:http';
import type { Origins } from '@tillwatch/access';
import { tokenOfCookies } from './token-cookie.js';

/** What a request or a socket's handshake tells of who it is from. */
export interface Visit {
  readonly origins: Origins;
  /** A key that was shown on purpose: `Authorization: Bearer`, or a socket's `auth.token`. */
  readonly key: string | undefined;
  /** A key the browser keeps since a board's link was opened. */
  readonly cookie: string | undefined;
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

/**
 * Reads who a request or a socket's handshake is from.
 *
 * @param from Node's request behind either: its headers and the address of the other end
 * @param shown a key shown by other means than a header (a socket's `auth.token`)
 */
export function visitOf(
  from: { readonly headers: IncomingHttpHeaders; readonly socket: { readonly remoteAddress?: string | undefined } },
  shown?: string,
): Visit {
  const { headers } = from;
  const forwarded = FORWARDED.some((name) => headers[name] !== undefined);
  return {
    origins: { remoteAddress: from.socket.remoteAddress, host: headers.host, origin: headers.origin, forwarded },
    key: shown ?? bearerOf(headers.authorization),
    cookie: tokenOfCookies(headers.cookie),
  };
}
