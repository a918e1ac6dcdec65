import { ABANDONED, DECLINED, OK, STARTED, SYSTEM, UNKNOWN, type AttemptReport } from '@tillwatch/attempts';
import type { LoggedEvent } from '@tillwatch/ledger';

/** Column of the counts that an event belongs to. */
export function columnOf(event: LoggedEvent): number {
  switch (event.outcome) {
    case 'started':
      return STARTED;
    case 'ok':
      return OK;
    case 'failed':
      return event.failureClass === 'system' ? SYSTEM : event.failureClass === 'declined' ? DECLINED : UNKNOWN;
    case 'abandoned':
      return ABANDONED;
  }
}

/** What an event says of its attempt. `alone`: it is a whole attempt, so its outcome ends it. */
export function reportOf(
  event: LoggedEvent,
  of: { readonly scope: number; readonly stage: number; readonly error: number; readonly amount: number; readonly alone: boolean },
): AttemptReport {
  return {
    high: event.attemptHigh,
    low: event.attemptLow,
    scope: of.scope,
    stage: of.stage,
    second: Math.floor(event.occurredAt / 1000),
    millisecond: event.occurredAt % 1000,
    column: columnOf(event),
    reporter: event.reporter,
    revision: event.revision,
    final: event.outcome !== 'started' && (event.final || of.alone),
    purchaseHigh: event.purchase.high,
    purchaseLow: event.purchase.low,
    backfill: event.backfill,
    error: of.error,
    amount: of.amount,
  };
}
