import type { ErrorCategory, FailureClass, Outcome, Reporter } from '@tillwatch/domain';
import type { Hash64 } from './fingerprint.js';

/** One event as the log keeps it: what counting needs, the attempt by its hash, no text of the sender but dimension values. */
export interface LoggedEvent {
  /** Index into {@link LoggedBatch.scopes}. */
  readonly scope: number;
  /** Index into {@link LoggedBatch.stages}. */
  readonly stage: number;
  readonly attemptHigh: number;
  readonly attemptLow: number;
  /** The purchase's hash; both halves 0 where none is named. */
  readonly purchase: Hash64;
  readonly reporter: Reporter;
  /** Says that this outcome ends the attempt. */
  readonly final: boolean;
  /** Index into {@link LoggedBatch.errors}; -1 for none. */
  readonly error: number;
  readonly outcome: Outcome;
  readonly failureClass: FailureClass;
  readonly revision: number;
  readonly occurredAt: number;
  /** Indices into {@link LoggedBatch.pairs}. */
  readonly pairs: readonly number[];
  readonly count: number;
  readonly spanMs: number;
  readonly backfill: boolean;
  /** In whole smallest units of the currency; NO_AMOUNT where none is named, or one that cannot be. */
  readonly amount: number;
  /** Index into {@link LoggedBatch.currencies}; -1 for none. */
  readonly currency: number;
}

/** One entry of the log: the events of one group commit with the words they share. */
export interface LoggedBatch {
  /** The log's clock at this entry (ms since epoch). */
  readonly at: number;
  readonly scopes: readonly { readonly tenant: string; readonly journey: string }[];
  readonly stages: readonly string[];
  readonly pairs: readonly { readonly dimension: string; readonly value: string }[];
  readonly errors: readonly LoggedError[];
  /** ISO 4217 codes. */
  readonly currencies: readonly string[];
  readonly events: readonly LoggedEvent[];
  /** Attempts that must be forgotten. */
  readonly erased: readonly Hash64[];
}

/** What went wrong: the sender's code (empty for none) and what it means. */
export interface LoggedError {
  readonly category: ErrorCategory;
  readonly code: string;
}
