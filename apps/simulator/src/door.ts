import { eventsAnswerSchema, problemSchema, type EventsAnswer, type WireEvent } from '@tillwatch/contract';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';

/** What became of one request. */
export type Reply =
  | { readonly kind: 'taken'; readonly answer: EventsAnswer }
  /** The server wants to be left alone, or cannot be reached: the same again later. */
  | { readonly kind: 'later'; readonly afterMs: number | undefined; readonly why: string }
  /** These events will never be taken. */
  | { readonly kind: 'refused'; readonly why: string }
  /** This key opens no door. */
  | { readonly kind: 'locked'; readonly why: string };

const ANSWER_WITHIN_MS = 20_000;
const pack = promisify(gzip);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The server's public door: the only way in. */
export class Door {
  /** @param to the server's address @param key API key */
  constructor(
    private readonly to: URL,
    private readonly key: string,
  ) {}

  /** Sends events as gzipped NDJSON. Never throws for what the network does. */
  async send(events: readonly WireEvent[], signal: AbortSignal): Promise<Reply> {
    const body = await pack(events.map((event) => JSON.stringify(event)).join('\n'), { level: constants.Z_BEST_SPEED });
    return this.ask('v1/events', signal, body).then(readReply, (error: unknown) => unreachable(error));
  }

  /** Asks for a JSON document; undefined where the server gives none to this key. @throws where it cannot be reached */
  async get(path: string, signal: AbortSignal): Promise<unknown> {
    const answer = await this.ask(path, signal);
    const text = await answer.text();
    return answer.ok ? jsonOf(text) : undefined;
  }

  /** Whether events can be sent now. */
  async isOpen(signal: AbortSignal): Promise<boolean> {
    return this.ask('readyz', signal).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.ok;
      },
      () => false,
    );
  }

  /** Asks, or sends where there is a gzipped NDJSON `body`. */
  private ask(path: string, signal: AbortSignal, body?: Uint8Array<ArrayBuffer>): Promise<Response> {
    const base = this.to.href.endsWith('/') ? this.to.href : `${this.to.href}/`;
    const limits = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const asking = { headers: { authorization: `Bearer ${this.key}` }, redirect: 'manual' as const, signal: limits };
    const content = { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' };
    const sending = { ...asking, method: 'POST', headers: { ...asking.headers, ...content } };
    return fetch(new URL(path, base), body === undefined ? asking : { ...sending, body });
  }
}

/** Node hides the reason of a failed connection in `cause`. */
function unreachable(error: unknown): Reply {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return { kind: 'later', afterMs: undefined, why: cause instanceof Error ? cause.message : String(cause) };
}

async function readReply(answer: Response): Promise<Reply> {
  const content = jsonOf(await answer.text());
  if (answer.status === 202) {
    const taken = eventsAnswerSchema.safeParse(content);
    return taken.success ? { kind: 'taken', answer: taken.data } : { kind: 'refused', why: '202 without an account of the events' };
  }
  const problem = problemSchema.safeParse(content).data;
  const why = `${answer.status} ${problem?.detail ?? answer.statusText}`.trim();
  if (answer.status === 401 || answer.status === 403) return { kind: 'locked', why };
  if (answer.status === 429 || answer.status === 408 || answer.status >= 500)
    return { kind: 'later', afterMs: waitOf(answer, problem?.retryAfter), why };
  return { kind: 'refused', why };
}

/** Milliseconds to wait as the server says it: `Retry-After` in seconds, else the problem document's own field. */
function waitOf(answer: Response, said: number | undefined): number | undefined {
  const header = Number(answer.headers.get('retry-after') ?? NaN);
  const seconds = Number.isFinite(header) ? header : said;
  return seconds === undefined ? undefined : seconds * 1000;
}
