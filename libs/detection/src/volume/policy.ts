import { VOLUME_WANDER } from '@tillwatch/domain';
import { DAY, HOUR, MINUTE, SECOND } from '../policy.js';

/** Every constant of the volume detector. "method" and "measured" as in the policy of the rises. */

/** The evidence: two charts that look for volume falling to these shares of what is expected. */
export const DROP = {
  /** 0.35 as in the method; 0.05 halves the delay of a silence (measured). */
  ratios: [0.35, 0.05],
  /** How long each must have stood above 0: healthy volume may halve for a few minutes, but does not stop (measured). */
  patienceMs: [10 * MINUTE, 0],
  /** Log-likelihood a chart must reach (method). */
  threshold: 17,
  ceiling: 2,
  blockMs: 10 * SECOND,
  /** One block may add at most this share of the threshold: ten silent seconds prove nothing. */
  blockShare: 0.5,
  /** Missing since the drop began: at least this share of at least that many expected events (method). */
  missing: 0.55,
  expected: 15,
  /** Shares of the threshold at which watching begins and ends, and the expected events it takes. */
  watch: 0.5,
  unwatch: 0.25,
  watchExpected: 8,
} as const;

/** The null of the charts is a lower bound of what is expected: 1 − `z` relative standard deviations, kept within `lowest`..`highest` (method). */
export const LOWER = { z: 2.5, lowest: 0.55, highest: 0.95 } as const;

/** The shape of a day, learnt hour by hour: the median of the last seven days at that hour. */
export const PROFILE = {
  days: 7,
  /** Days an hour must have been seen on before it is judged; of two days the quieter one counts. */
  daysLeast: 2,
  /** An hour counts if this much of it was seen. */
  coveredLeast: 30 * MINUTE,
  /** The factor of a weekday that is always quieter than the others; never above 1, so that it can only make more careful. */
  weekdayLeast: 0.2,
  /** A weekday's factor rests on at least so many hours. */
  weekdayHours: 12,
} as const;

/** How much busier or quieter it is now than the shape of the day says. */
export const LEVEL = {
  /** Method: the last one to two hours. */
  halfLife: HOUR,
  /** Pseudo events at the expected level. */
  shrink: 20,
  /** A busier bucket than this counts as this: a campaign must not lift what is expected afterwards. */
  most: 1.5,
  least: 0.05,
  /** Nothing is learnt from while evidence is above this share of the threshold ... */
  suspicious: 0.3,
  /** ... but no longer than this: volume that stays just above what can fire is the new level. */
  suspiciousMost: HOUR,
  /** Weight, in expected events, of a level that people have lived with for a day. */
  anew: 100,
} as const;

/** How restless the volume of five minutes is, as a relative variance, from the buckets below what was expected. */
export const RESTLESS = {
  bucketMs: 5 * MINUTE,
  halfLife: DAY,
  prior: VOLUME_WANDER ** 2,
  priorWeight: 48,
  least: 0.1 ** 2,
  most: 0.18,
  bucketLeast: 5,
} as const;

/** The usual share of the wider segment. */
export const SHARE = { halfLife: DAY, parentLeast: 300 } as const;

/** How a drop ends: "back to 80 % of what is expected" against "still half" (measured: 25 to 30 events prove it). */
export const BACK = { to: 0.8, half: 0.5, threshold: 5, relapse: 2.5, ceiling: 8, blockLeast: -4, blockMost: 3 } as const;

/** A drop this old is the new usual; without any event for as long the segment is not silent but gone. */
export const GONE_AFTER_MS = DAY;

/** Missing events a minute from which a drop is critical, and the share of it below which it is a warning again. */
export const LOUD = { missingPerMinute: 5, keep: 0.5 } as const;
