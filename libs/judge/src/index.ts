export { Judge, type Judged, type PastBySeries, type PastOutcomes } from './judge.js';
export { SIGNAL_KINDS, type SignalKind } from './signals.js';
export type { JudgedSegment } from './judged-set.js';
export { LiveJudge, type JudgePulse, type LiveJudgeOptions } from './live-judge.js';
export { NOTHING_STANDING, type Standing } from './standing-incidents.js';
export { overlaps, type Region } from './region.js';
export { readPast } from './past.js';
export { IncidentJudge } from './incident-judge.js';
export { IncidentRules, judgedPairs, type RulesSource } from './incident-rules.js';
