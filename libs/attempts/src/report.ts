import type { Reporter } from '@tillwatch/domain';
import type { ReportedOutcome } from './outcome.js';

/** A bit per reporter, for who has spoken of a stage. */
export const REPORTER_BITS: Readonly<Record<Reporter, number>> = { page: 1, server: 2, provider: 4 };

/** What one event says of its attempt. */
export interface AttemptReport extends ReportedOutcome {
  /** The attempt's hash. */
  readonly high: number;
  readonly low: number;
  /** Which tenant's journey: a number of the caller's. */
  readonly scope: number;
  /** Position of the stage in its journey. */
  readonly stage: number;
  /** When it happened, in seconds since the epoch. */
  readonly second: number;
  /** When within that second, in milliseconds. */
  readonly millisecond: number;
  /** The purchase's hash; both 0 where none is named. */
  readonly purchaseHigh: number;
  readonly purchaseLow: number;
  readonly backfill: boolean;
  /** What went wrong, as a number of the caller's; 0 for nothing. */
  readonly error: number;
  /** What the attempt is worth, in whole smallest units of the currency that is summed; NO_AMOUNT where it does not say. */
  readonly amount: number;
}
