import type { Problem } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';
import type { ProblemCode } from './titles.js';

/** What an answer says went wrong, before a language is chosen. */
export interface ProblemOf extends Pick<Problem, 'status' | 'retryAfter' | 'nearest' | 'kept'> {
  readonly code: ProblemCode;
  readonly detail: LocalisedText;
  readonly errors?: readonly { readonly path: string; readonly message: LocalisedText }[];
  /** Further headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Finds the failure in the log. */
  readonly instance?: string;
}

/** Thrown wherever a request cannot be answered as asked; the filter turns it into a problem document. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: ProblemOf,
    options?: ErrorOptions,
  ) {
    super(`${problem.code}: ${problem.detail.en}`, options);
  }

  get status(): number {
    return this.problem.status;
  }
}
