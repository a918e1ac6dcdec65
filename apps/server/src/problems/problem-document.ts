import type { Problem } from '@tillwatch/contract';
import type { Language } from './language.js';
import type { ProblemOf } from './problem-error.js';
import { PROBLEM_TITLES } from './titles.js';

/** An error answer that is ready to be sent. */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Writes a problem as an RFC 9457 document in one language. */
export function problemAnswer(problem: ProblemOf, language: Language): ProblemAnswer {
  const { code, status, detail, errors, headers, retryAfter, ...rest } = problem;
  const document: Problem = {
    type: `/docs#${code}`,
    title: PROBLEM_TITLES[code][language],
    status,
    detail: detail[language],
    code,
    ...rest,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(errors === undefined ? {} : { errors: errors.map(({ path, message }) => ({ path, message: message[language] })) }),
  };
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language,
      vary: 'Accept-Language',
      'cache-control': 'no-store',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) }),
      ...headers,
    },
    body: JSON.stringify(document),
  };
}
