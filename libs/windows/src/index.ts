export { AttemptArchive } from './attempt-archive.js';
export { recordOf, type AttemptRecord, type StageRecord } from './attempt-record.js';
export { lastFailedAttempts, type FailedAttemptsQuery } from './failed-attempts.js';
export type { Heard } from './arrivals.js';
export { AMOUNT_WIDTH, EVIDENCE_COLUMNS, EVIDENCE_WIDTH, type Evidence, type EvidenceNumbers } from './evidence.js';
export { Counting, type CountingConnections, type CountingOptions, type CountingState } from './counting.js';
export { Fold, type FoldFaults, type FoldSettings, type SeriesDescription } from './fold.js';
export type { JudgedTogether } from './judged-combinations.js';
export type { LeafExclusion } from './leaf-exclusions.js';
export type { LeafDescription } from './leaf-rows.js';
export { SLOT_SECONDS, type LeavesHeard, type VisitUsual } from './leaves-heard.js';
export { lastMinutes, liveWindow, type LiveWindow } from './live-window.js';
export { NumbersNotReadyError, RangeReader } from './range-reader.js';
export { RangeTooLongError, type TimeRange } from './range.js';
export type { DimensionUse } from './scope.js';
export { CuboidNotKeptError, type DimensionFilter, type SegmentQuery } from './segment-query.js';
export { COLUMNS } from './slice-table.js';
export {
  RangeNotAlignedError,
  readCounts,
  readSeries,
  type GroupCounts,
  type GroupSeries,
  type RangeQuery,
  type UnitCounts,
} from './stage-counts.js';
export { readStoredCounts } from './stored-counts.js';
export { TierClock, TIERS, type Tier } from './tiers.js';
export { ABSENT } from '@tillwatch/attempts';
