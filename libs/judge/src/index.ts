export { Judge, type Judged, type JudgedKind, type PastBySeries, type PastOutcomes } from './judge.js';
export type { JudgedSegment } from './judged-set.js';
export { LiveJudge, type JudgePulse } from './live-judge.js';
export { readPast } from './past.js';
