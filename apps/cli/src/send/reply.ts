import { eventsAnswerSchema, problemSchema, type EventsAnswer } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';

/** What the server made of one request, and therefore what to do next. */
export type Reply =
  | { readonly kind: 'answered'; readonly answer: EventsAnswer }
  /** Sending the same again may help; `lost`: nobody knows whether the events were taken. */
  | { readonly kind: 'again'; readonly why: LocalisedText; readonly afterMs: number | undefined; readonly lost: boolean }
  /** Too large at once. */
  | { readonly kind: 'split' }
  /** The server will not take these events, however often they are sent. */
  | { readonly kind: 'refused'; readonly why: LocalisedText }
  /** Nothing can be sent this way. */
  | { readonly kind: 'stop'; readonly why: LocalisedText };

/** What of an HTTP answer matters. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
  readonly location: string | null;
}

/** Reads the answer to `sent` events. @param now for a `Retry-After` that is a date */
export function replyOf(http: HttpAnswer, sent: number, now: number): Reply {
  if (http.status === 202) return accepted(http.text, sent);
  const problem = problemSchema.safeParse(jsonOf(http.text)).data;
  const detail = problem?.detail ?? http.text.slice(0, 200);
  const why = { ko: `서버 응답 ${http.status}: ${detail}`, en: `the server answered ${http.status}: ${detail}` };
  switch (http.status) {
    case 400:
    case 422:
      return { kind: 'refused', why };
    case 413:
      return { kind: 'split' };
    case 408:
    case 429:
    case 502:
    case 503:
    case 504:
      return { kind: 'again', why, afterMs: waitOf(http.retryAfter, now) ?? secondsOf(problem?.retryAfter), lost: http.status === 504 };
    default:
      return { kind: 'stop', why: http.location === null ? why : redirected(http.status, http.location) };
  }
}

/** An answer that leaves an event out would lose it unseen, so it counts as none. */
function accepted(text: string, sent: number): Reply {
  const answer = eventsAnswerSchema.safeParse(jsonOf(text)).data;
  if (answer !== undefined && answer.accepted + answer.duplicates + answer.rejected.length === sent) return { kind: 'answered', answer };
  return {
    kind: 'stop',
    why: {
      ko: '서버의 응답이 보낸 이벤트 수와 맞지 않습니다. 주소(--to)가 Tillwatch 서버인지 확인해야 합니다',
      en: 'the server answered, but does not account for every event; is --to the address of a Tillwatch server?',
    },
  };
}

function redirected(status: number, location: string): LocalisedText {
  return {
    ko: `서버가 다른 주소(${location})를 가리킵니다. 그 주소를 --to에 써야 합니다`,
    en: `the server answered ${status} and points to ${location}; give that address to --to`,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy's HTML page; the caller shows its text
  }
}

/** `Retry-After`: seconds or an HTTP date. @returns milliseconds from now */
function waitOf(retryAfter: string | null, now: number): number | undefined {
  if (retryAfter === null) return undefined;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function secondsOf(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000;
}
