export { Judge, type Judged, type PastBySeries, type PastOutcomes } from './judge.js';
export { SIGNAL_KINDS, type SignalKind } from './signals.js';
export type { JudgedSegment } from './judged-set.js';
export { LiveJudge, type JudgePulse } from './live-judge.js';
export { readPast } from './past.js';
export { IncidentJudge } from './incident-judge.js';
export { IncidentRules, type RulesSource } from './incident-rules.js';
