export type { Arrived } from './arrivals.js';
export { Counting, type CountingConnections, type CountingOptions, type CountingState } from './counting.js';
export { Fold, type FoldFaults, type FoldSettings } from './fold.js';
export { NumbersNotReadyError, RangeReader } from './range-reader.js';
export type { TimeRange } from './range.js';
export type { DimensionUse } from './scope.js';
export { CuboidNotKeptError, type DimensionFilter, type SegmentQuery } from './segment-query.js';
export { RangeNotAlignedError, readCounts, readSeries, type GroupCounts, type GroupSeries, type RangeQuery } from './stage-counts.js';
export { TierClock, TIERS, type Tier } from './tiers.js';
