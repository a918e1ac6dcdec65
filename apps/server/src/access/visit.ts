import type { IncomingHttpHeaders } from 'node:http';
import { isDeviceText, type Origins } from '@tillwatch/access';
import { cookieIn } from './cookies.js';

/** What a request or a socket's handshake tells of who it is from. */
export interface Visit {
  readonly origins: Origins;
  /** A key that was shown on purpose: `Authorization: Bearer`, or a socket's `auth.token`. */
  readonly key: string | undefined;
  /** A key the browser keeps since a board's link was opened. */
  readonly cookie: string | undefined;
  /** What the browser keeps since a personal link was opened, */
  readonly link: string | undefined;
  /** and the name it was given then. */
  readonly device: string | undefined;
}

/** What a visit is read from: Node's request, and its connection. */
export interface Seen {
  readonly headers: IncomingHttpHeaders;
  readonly httpVersion: string;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

const FORWARDED = /^(?:forwarded|via|x-real-ip|x-forwarded-.+)$/;

/**
 * Whether something in between passed the request on. Some proxies say so by nothing but their HTTP/1.0, which browsers
 * and curl have not spoken for decades.
 */
function wasForwarded({ headers, httpVersion }: Seen): boolean {
  return httpVersion === '1.0' || Object.keys(headers).some((name) => FORWARDED.test(name));
}

function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

function deviceOf(cookies: string | undefined): string | undefined {
  const text = cookieIn(cookies, 'tillwatch_device') ?? '';
  return isDeviceText(text) ? text : undefined;
}

/**
 * Reads who a request or a socket's handshake is from.
 *
 * @param from Node's request behind either
 * @param shown a key shown by other means than a header (a socket's `auth.token`)
 */
export function visitOf(from: Seen, shown?: string): Visit {
  const { headers, socket } = from;
  return {
    origins: { remoteAddress: socket.remoteAddress, host: headers.host, origin: headers.origin, forwarded: wasForwarded(from) },
    key: shown ?? bearerOf(headers.authorization),
    cookie: cookieIn(headers.cookie, 'tillwatch_token'),
    link: cookieIn(headers.cookie, 'tillwatch_link'),
    device: deviceOf(headers.cookie),
  };
}
