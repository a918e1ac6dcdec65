export { decodeBatch, encodeBatch, type LoggedBatch, type LoggedEvent } from './batch-codec.js';
export { LedgerAwayError, LedgerBusyError } from './errors.js';
export { Fingerprints } from './fingerprint.js';
export { GROUP_COMMIT_LIMITS, GroupCommit, type CommitObserver, type GroupCommitLimits } from './group-commit.js';
export { openInstallation, type Installation } from './installation.js';
export type { AppendResult, Ledger } from './ledger.js';
export { appendClockTick, compareLogIds, lastLogId, LOG_START, readLog, type LogEntry } from './log-reader.js';
