export { FLAG } from './attempt-table.js';
export { Attempts, type AttemptChange } from './attempts.js';
export type { AttemptRules } from './course.js';
export { Leaves, NO_SYMBOL } from './leaves.js';
export { ABANDONED, columnOfOutcome, DECLINED, isReported, OK, reporterOf, STALLED, STARTED, SYSTEM, UNKNOWN } from './outcome.js';
export { REPORTER_BITS, type AttemptReport } from './report.js';
export { readRow, writeErased, writeRow, type RowNames } from './row-codec.js';
export { EMPTY, Slots, UNITS } from './slots.js';
export { ABSENT, TupleTable } from './tuple-table.js';
