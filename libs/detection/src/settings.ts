import { BASELINE, DAY, EVIDENCE, MINIMUM, SEVERITY } from './policy.js';

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
  /** Least distance above the usual rate that matters, 0..1; half a percentage point unless given. */
  readonly minimumExcess?: number;
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

/** Least distance above the usual rate that matters. */
export function pointsOf(settings: JudgeSettings): number {
  return settings.minimumExcess ?? MINIMUM.points;
}

/** How often a policy may cry wolf, and over how much it is counted. */
export interface AlarmBudget {
  readonly falseAlarmsPerMonth: number;
  /** Segments that share the budget. */
  readonly segments: number;
  /** Blocks of ten seconds judged in a month; 259,200 unless given. */
  readonly ticksPerMonth?: number;
}

/**
 * Evidence a chart must reach so that segments whose outcomes are independent and whose usual rate is known cry wolf no more often
 * than the budget says: the logarithm of the blocks between two alarms, times three for the three charts (a CUSUM's average run length
 * is at least e^threshold: Lorden 1971). 20.5 for one in 30 days of 1,000 segments. The thresholds of the policy are lower, because
 * the upper bound of the usual rate and the limits per block spare alarms too: what a budget other than the
 * standard one changes is the difference of two of these, to be given as `thresholdShift`.
 *
 * @throws RangeError where a number is not above 0.
 */
export function thresholdForBudget({ falseAlarmsPerMonth, segments, ticksPerMonth = (30 * DAY) / EVIDENCE.blockMs }: AlarmBudget): number {
  const blocksPerAlarm = (segments * ticksPerMonth) / falseAlarmsPerMonth;
  if (!(falseAlarmsPerMonth > 0 && blocksPerAlarm > 0 && blocksPerAlarm < Infinity))
    throw new RangeError(`budget of ${falseAlarmsPerMonth} alarms for ${segments} segments: expected numbers above 0`);
  return Math.log(EVIDENCE.oddsRatios.length * blocksPerAlarm);
}

/** Excess failures a minute from which a rise is critical. */
export function criticalExcessOf(settings: JudgeSettings): number {
  return settings.criticalExcessPerMinute ?? SEVERITY.excessPerMinute;
}

/** Rate a segment without a past is drawn to. */
export function priorRateOf(settings: JudgeSettings): number {
  return settings.priorRate ?? BASELINE.priorRate;
}
