import type { StageEvent } from '@tillwatch/domain';

/** What became of an append. Every event that is not a duplicate is in the log when this is returned. */
export interface AppendResult {
  /** Positions (in the appended list) of events that were known already. */
  readonly duplicates: readonly number[];
}

/** The durable log behind the door: each event is written once, however often it is sent. */
export interface Ledger {
  /**
   * Writes events and returns once Redis has them.
   * @throws LedgerBusyError when too much is waiting, LedgerAwayError when Redis does not confirm.
   */
  append(events: readonly StageEvent[]): Promise<AppendResult>;
}
