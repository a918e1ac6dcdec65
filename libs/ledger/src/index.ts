export { decodeBatch } from './decode-batch.js';
export { encodeBatch } from './encode-batch.js';
export { LedgerAwayError, LedgerBusyError } from './errors.js';
export { Fingerprints, type Hash64 } from './fingerprint.js';
export { GROUP_COMMIT_LIMITS, GroupCommit, type CommitObserver, type GroupCommitLimits } from './group-commit.js';
export { openInstallation, type Installation } from './installation.js';
export type { AppendResult, Ledger } from './ledger.js';
export type { LoggedBatch, LoggedError, LoggedEvent } from './logged-batch.js';
export { appendClockTick, appendErasure, compareLogIds, lastLogId, LOG_START, readLog, type LogEntry } from './log-reader.js';
