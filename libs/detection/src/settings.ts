import { BASELINE, EVIDENCE, SEVERITY } from './policy.js';

/** How one segment is judged. */
export interface JudgeSettings {
  /** How many dimensions the segment fixes: 0 for a stage alone. More segments share a depth's false-alarm budget, so the threshold rises. */
  readonly depth: 0 | 1 | 2;
  /** Usual rate of the wider segment (0..1), for a segment without a past of its own. */
  readonly priorRate?: number;
  /** Excess failures a minute from which a rise is critical. */
  readonly criticalExcessPerMinute?: number;
  /** Added to the evidence that is needed (nats): from a false-alarm budget and from alarms that people called wrong. */
  readonly thresholdShift?: number;
}

/** Newly arrived concluded outcomes of one segment. */
export interface Observation {
  /** Ms since epoch; never earlier than the observation before. */
  readonly now: number;
  /** Local hour of the day the outcomes belong to, 0..23 (a fraction is cut off); the caller knows the zone. */
  readonly hourOfDay: number;
  readonly failed: number;
  /** ok + failed. */
  readonly total: number;
  /** Time over which the outcomes arrived, up to `now`; 1 s in live use, 60 s when minutes are replayed. */
  readonly spanMs?: number;
}

/** Evidence a chart must reach to fire. */
export function thresholdOf(settings: JudgeSettings): number {
  return Math.max(EVIDENCE.thresholdLeast, EVIDENCE.thresholds[settings.depth] + (settings.thresholdShift ?? 0));
}

/** Excess failures a minute from which a rise is critical. */
export function criticalExcessOf(settings: JudgeSettings): number {
  return settings.criticalExcessPerMinute ?? SEVERITY.excessPerMinute;
}

/** Rate a segment without a past is drawn to. */
export function priorRateOf(settings: JudgeSettings): number {
  return settings.priorRate ?? BASELINE.priorRate;
}
