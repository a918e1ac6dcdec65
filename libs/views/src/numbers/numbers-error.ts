import type { Problem } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';

/** Why a question about numbers is not answered. A closed list. */
export type NumbersErrorCode =
  'invalid_query' | 'cuboid_not_kept' | 'range_not_aligned' | 'range_out_of_reach' | 'range_too_long' | 'too_many_points' | 'not_ready';

const STATUS: Readonly<Record<NumbersErrorCode, number>> = {
  invalid_query: 400,
  cuboid_not_kept: 422,
  range_not_aligned: 422,
  range_out_of_reach: 422,
  range_too_long: 422,
  too_many_points: 422,
  not_ready: 503,
};

/** What an answer that refuses may add: what can be asked instead, and which parameter is at fault. */
export interface NumbersErrorMore extends Pick<Problem, 'kept' | 'nearest' | 'retryAfter'> {
  readonly errors?: readonly { readonly path: string; readonly message: LocalisedText }[];
}

/** A question that is not answered, with what would be. */
export class NumbersError extends Error {
  readonly status: number;

  constructor(
    readonly code: NumbersErrorCode,
    readonly detail: LocalisedText,
    readonly more: NumbersErrorMore = {},
  ) {
    super(`${code}: ${detail.en}`);
    this.name = 'NumbersError';
    this.status = STATUS[code];
  }
}

/** What is wrong with a parameter, as an error. */
export function invalid(path: string, message: LocalisedText): NumbersError {
  const detail = { ko: `${path}: ${message.ko}`, en: `${path}: ${message.en}` };
  return new NumbersError('invalid_query', detail, { errors: [{ path, message }] });
}
