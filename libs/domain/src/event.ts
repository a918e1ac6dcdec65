import type { ErrorCategory } from './error-category.js';

/** What a stage event reports. `started` opens a stage; the other three conclude it. */
export const OUTCOMES = ['started', 'ok', 'failed', 'abandoned'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a `failed` outcome failed: something broke, an issuer or bank said no, or nobody knows yet. */
export const FAILURE_CLASSES = ['system', 'declined', 'unknown'] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/**
 * Who tells of an event, in the order in which they are believed: the payment page (a script in somebody's browser), the
 * shop's own server, the payment provider (its webhooks and answers).
 */
export const REPORTERS = ['page', 'server', 'provider'] as const;
export type Reporter = (typeof REPORTERS)[number];

/** An amount of money in the currency's own unit (KRW 49000 is 49,000 won; EUR 12.5 is 12 euros 50). */
export interface Amount {
  readonly value: number;
  /** ISO 4217 code, upper case. */
  readonly currency: string;
}

/**
 * One checked stage outcome of one attempt, as everything after intake sees it.
 * Times are milliseconds since the epoch; `occurredAt` is when it happened, `receivedAt` when it came through the door.
 */
export interface StageEvent {
  readonly tenant: string;
  /** Unique within the tenant; a repeat of the same id is the same event. */
  readonly id: string;
  readonly journey: string;
  readonly stage: string;
  readonly attempt: string;
  readonly purchase?: string;
  readonly reporter: Reporter;
  readonly outcome: Outcome;
  /** Only on `failed`. */
  readonly failureClass?: FailureClass;
  /** A higher revision of the same (attempt, stage) replaces what the same reporter, or one less believed, said before. */
  readonly revision: number;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly durationMs?: number;
  readonly amount?: Amount;
  readonly errorCode?: string;
  /** What the code, or failing that the text, of an error means; only where an error was reported. */
  readonly errorCategory?: ErrorCategory;
  /** Dimension name → value; only dimensions the journey declares. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** How many identical attempts this event stands for; 1 for an ordinary event. */
  readonly count: number;
  /** With `count` > 1: the attempts are spread evenly over this many milliseconds from `occurredAt` on. */
  readonly spanMs: number;
  /** History: counted and learnt from, never judged live. */
  readonly backfill: boolean;
  /** Says that this outcome ends its attempt. */
  readonly final?: boolean;
}
