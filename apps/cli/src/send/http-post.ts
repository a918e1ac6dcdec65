import type { Clock } from '@tillwatch/domain';
import type { Language } from '@tillwatch/wording';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Batch } from './batch.js';
import { replyOf, type Reply } from './reply.js';

/** Sends one request and says what became of it; never throws for what the network does. */
export type Post = (batch: Batch, signal: AbortSignal) => Promise<Reply>;

/** Longest wait for one answer, in milliseconds. */
const TIMEOUT_MS = 60_000;

const pack = promisify(gzip);

/** The address events go to: `--to` names a server, or the door itself. @throws TypeError where it is no http(s) URL */
export function eventsUrl(to: string): URL {
  const url = new URL(to.includes('://') ? to : `http://${to}`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError(`Invalid URL: ${to}`);
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith('/v1/events') ? path : `${path}/v1/events`;
  return url;
}

/** Where to send, as whom, and the language in which the server is to say what is wrong. */
export interface HttpTarget {
  readonly url: URL;
  readonly key: string;
  readonly language: Language;
  readonly clock: Clock;
}

/** Posts over HTTP, gzipped. The key goes to this address alone: a redirect is reported, not followed. */
export function httpPost({ url, key, language, clock }: HttpTarget): Post {
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    accept: 'application/json',
    'accept-language': language,
  };
  return async (batch, signal) => {
    const body = await pack(`[${batch.map((event) => event.json).join(',')}]`);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    try {
      const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body), redirect: 'manual', signal: limit });
      const http = {
        status: response.status,
        text: await response.text(),
        retryAfter: response.headers.get('retry-after'),
        location: response.headers.get('location'),
      };
      return replyOf(http, batch.length, clock.now());
    } catch (error) {
      return unanswered(url, error);
    }
  };
}

/** Nothing was heard of the request; a connection that was refused cannot have carried it. */
function unanswered(url: URL, error: unknown): Reply {
  const cause = memberOf(error, 'cause') ?? error;
  const code = memberOf(cause, 'code');
  const text = String(code ?? memberOf(cause, 'message') ?? cause);
  const why = { ko: `${url.host}에 연결되지 않습니다 (${text})`, en: `no answer from ${url.host} (${text})` };
  return { kind: 'again', why, afterMs: undefined, lost: code !== 'ECONNREFUSED' && code !== 'ENOTFOUND' };
}

/** A member of whatever was thrown; the network's reasons lie inside fetch's own error. */
function memberOf(thrown: unknown, name: string): unknown {
  return typeof thrown === 'object' && thrown !== null && name in thrown ? (thrown as Record<string, unknown>)[name] : undefined;
}
