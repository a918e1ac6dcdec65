export { decodeBatch, encodeBatch, type LoggedBatch, type LoggedError, type LoggedEvent } from './batch-codec.js';
export { LedgerAwayError, LedgerBusyError } from './errors.js';
export { Fingerprints, type Hash64 } from './fingerprint.js';
export { GROUP_COMMIT_LIMITS, GroupCommit, type CommitObserver, type GroupCommitLimits } from './group-commit.js';
export { openInstallation, type Installation } from './installation.js';
export type { AppendResult, Ledger } from './ledger.js';
export { appendClockTick, appendErasure, compareLogIds, lastLogId, LOG_START, readLog, type LogEntry } from './log-reader.js';
