import type { FirstRunKey } from '@tillwatch/contract';

/** An answer of the server that is not what was asked for. `code` is the problem document's stable word. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

function textOf(body: unknown, field: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value = (body as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

async function post(path: string, token: string | undefined): Promise<unknown> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(path, { method: 'POST', headers });
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new ApiError(answer.status, textOf(body, 'code') ?? 'unknown', textOf(body, 'detail') ?? answer.statusText);
  return body;
}

/** Has the server make a key for the first event. Throws {@link ApiError}, or TypeError where the server is away. */
export async function createFirstRunKey(token?: string): Promise<FirstRunKey> {
  const body = await post('/v1/first-run/key', token);
  const key = textOf(body, 'key');
  if (key === undefined) throw new ApiError(200, 'unreadable', 'The answer carries no key.');
  const optional = Object.fromEntries(['board', 'journey', 'stage'].flatMap((name) => [[name, textOf(body, name)]]));
  return { key, ...optional };
}
