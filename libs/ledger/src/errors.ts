/** More is waiting to be written than Redis takes in time; nothing of the request was written. Try again shortly. */
export class LedgerBusyError extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super('More events are waiting than the ledger can write in time.');
    this.name = 'LedgerBusyError';
  }
}

/** Redis did not confirm in time. The events may or may not be written: sending them again counts nothing twice. */
export class LedgerAwayError extends Error {
  constructor(cause: unknown) {
    super('Redis did not confirm the events in time.', { cause });
    this.name = 'LedgerAwayError';
  }
}
