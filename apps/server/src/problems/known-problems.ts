import { LedgerAwayError, LedgerBusyError } from '@tillwatch/ledger';
import { ProblemError, type ProblemOf } from './problem-error.js';

/** Seconds after which storage that does not answer is worth trying again. */
const STORAGE_RETRY_SECONDS = 2;

/** Redis does not answer. Nothing was acknowledged; sending the same again counts nothing twice. */
export function storageAway(cause: unknown): ProblemError {
  const detail = {
    ko: '저장소가 응답하지 않아 받은 것이 없습니다. 같은 요청을 다시 보내세요. 두 번 집계되지 않습니다.',
    en: 'The storage does not answer, so nothing was acknowledged. Send the same again; nothing is counted twice.',
  };
  return new ProblemError({ status: 503, code: 'storage_away', detail, retryAfter: STORAGE_RETRY_SECONDS }, { cause });
}

/** What a ledger's refusal is to the sender; undefined where the error is not the ledger's. */
function ledgerProblem(error: unknown): ProblemError | undefined {
  if (error instanceof LedgerAwayError) return storageAway(error);
  if (!(error instanceof LedgerBusyError)) return undefined;
  const detail = {
    ko: '밀린 이벤트가 많아 받지 않았습니다. 잠시 뒤 같은 요청을 다시 보내세요.',
    en: 'More is waiting than can be written at once, so nothing was taken. Send the same again shortly.',
  };
  return new ProblemError({ status: 503, code: 'ledger_busy', detail, retryAfter: error.retryAfterSeconds }, { cause: error });
}

/** The problem that an error of the product's own kinds is; undefined for every other error. */
export function knownProblem(error: unknown): ProblemError | undefined {
  return error instanceof ProblemError ? error : ledgerProblem(error);
}

/** The server is about to end and takes nothing more. */
export const SHUTTING_DOWN: ProblemOf = {
  status: 503,
  code: 'shutting_down',
  detail: { ko: '서버를 끝내는 중입니다. 잠시 뒤 다시 보내세요.', en: 'The server is about to end. Try again shortly.' },
  retryAfter: 5,
  headers: { connection: 'close' },
};

const BY_STATUS: Readonly<Record<number, ProblemOf>> = {
  400: { status: 400, code: 'bad_request', detail: { ko: '요청을 읽을 수 없습니다.', en: 'The request cannot be read.' } },
  404: { status: 404, code: 'not_found', detail: { ko: '이 주소에는 아무것도 없습니다.', en: 'There is nothing at this address.' } },
  408: { status: 408, code: 'timeout', detail: { ko: '요청이 너무 오래 걸렸습니다.', en: 'The request took too long to arrive.' } },
  413: {
    status: 413,
    code: 'body_too_large',
    detail: { ko: '본문이 5 MB를 넘습니다. 나누어 보내세요.', en: 'The body is larger than 5 MB. Send fewer events at a time.' },
  },
  414: { status: 414, code: 'uri_too_long', detail: { ko: '주소가 너무 깁니다.', en: 'The address is too long.' } },
  415: {
    status: 415,
    code: 'unsupported_media_type',
    detail: { ko: 'Content-Type을 읽을 수 없습니다.', en: 'The Content-Type cannot be read.' },
  },
  431: { status: 431, code: 'headers_too_large', detail: { ko: '헤더가 너무 큽니다.', en: 'The headers are too large.' } },
};

/** What a refusal by the HTTP layer below is; undefined where it is a failure of ours. */
export function problemOfStatus(status: number): ProblemOf | undefined {
  if (status < 400 || status >= 500) return undefined;
  return BY_STATUS[status] ?? BY_STATUS[400];
}

/** A failure of ours. `instance` finds it in the log. */
export function internalProblem(instance: string): ProblemOf {
  const detail = {
    ko: '서버에서 오류가 났습니다. 같은 요청을 다시 보내도 됩니다. 계속되면 참조 번호를 알려 주세요.',
    en: 'Something failed on the server. The same may be sent again; if it goes on, tell us the reference.',
  };
  return { status: 500, code: 'internal', detail, instance };
}
