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
    return this.ask('v1/events', signal, { as: this.key, body }).then(readReply, (error: unknown) => unreachable(error));
  }

  /**
   * Asks for a JSON document; undefined where the server gives none. A key that may only send asks as nobody: on this
   * machine the server shows numbers to everybody. @throws where it cannot be reached
   */
  async get(path: string, signal: AbortSignal): Promise<unknown> {
    for (const as of [this.key, undefined]) {
      const answer = await this.ask(path, signal, { as });
      const text = await answer.text();
      if (answer.ok) return jsonOf(text);
    }
    return undefined;
  }

  /** Whether events can be sent now. */
  async isOpen(signal: AbortSignal): Promise<boolean> {
    return this.ask('readyz', signal, {}).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.ok;
      },
      () => false,
    );
  }

  /** Asks, or sends where there is a gzipped NDJSON `body`; `as` is a key. */
  private ask(
    path: string,
    signal: AbortSignal,
    { as, body }: { as?: string | undefined; body?: Uint8Array<ArrayBuffer> },
  ): Promise<Response> {
    const base = this.to.href.endsWith('/') ? this.to.href : `${this.to.href}/`;
    const headers = {
      ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }),
    };
    const asking = { headers, redirect: 'manual' as const, signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]) };
    return fetch(new URL(path, base), body === undefined ? asking : { ...asking, method: 'POST', body });
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
