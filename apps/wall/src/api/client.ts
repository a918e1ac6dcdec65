import type { FirstRunKey } from '@tillwatch/contract';

/** An answer of the server that is not what was asked for. `code` is the problem document's stable word. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** The nearest range that can be answered, where the one asked for cannot. */
  readonly nearest: { readonly from: string; readonly to: string } | undefined;

  constructor(status: number, code: string, detail: string, nearest?: { readonly from: string; readonly to: string }) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.nearest = nearest;
  }
}

function textOf(body: unknown, field: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value = (body as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function nearestIn(body: unknown): { from: string; to: string } | undefined {
  const nearest = typeof body === 'object' && body !== null && 'nearest' in body ? body.nearest : undefined;
  const [from, to] = [textOf(nearest, 'from'), textOf(nearest, 'to')];
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** What is asked of the server. */
export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly token?: string | undefined;
  /** The language problems are told in; the browser's own unless given. */
  readonly language?: string;
  readonly body?: object;
  /** To be finished even if the page is left meanwhile. */
  readonly keepalive?: boolean;
}

/** The server's answer as JSON, null where it has none. Throws {@link ApiError}, or TypeError where the server is away. */
export async function ask({ method, path, token, language, body, keepalive = false }: Question): Promise<unknown> {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(language === undefined ? {} : { 'accept-language': language }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const answer = await fetch(path, { method, headers, keepalive, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const read: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    throw new ApiError(answer.status, textOf(read, 'code') ?? 'unknown', textOf(read, 'detail') ?? answer.statusText, nearestIn(read));
  }
  return read;
}

/** Has the server make a key for the first event. Throws {@link ApiError}, or TypeError where the server is away. */
export async function createFirstRunKey(token?: string): Promise<FirstRunKey> {
  const body = await ask({ method: 'POST', path: '/v1/first-run/key', token });
  const key = textOf(body, 'key');
  if (key === undefined) throw new ApiError(200, 'unreadable', 'The answer carries no key.');
  const optional = Object.fromEntries(['board', 'journey', 'stage'].flatMap((name) => [[name, textOf(body, name)]]));
  return { key, ...optional };
}
