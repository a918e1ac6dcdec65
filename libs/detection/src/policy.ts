/**
 * Every constant of the detector, with where it comes from.
 *
 * "method" = the reference method this detector follows (Bernoulli CUSUM bank with an upper-bounded baseline: Page 1954,
 * Reynolds & Stoumbos 1999); "measured" = chosen by `npm run quality`, figures in docs/quality.md.
 */

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The evidence: three charts that each look for one size of rise. */
export const EVIDENCE = {
  /** Sizes of rise the charts are tuned to, as odds ratios: doubled, quadrupled, twelvefold (method). */
  oddsRatios: [2, 4, 12],
  /** Evidence is committed in blocks of this length; inside a block it is recomputed at every tick (method: 10 s slices). */
  blockMs: 10 * SECOND,
  /**
   * Log-likelihood a chart must reach, by number of fixed dimensions: a stage alone (measured; method: 16, which gave 2.7 false alarms in
   * 30,000 segment-days), one, two (method).
   */
  thresholds: [17.25, 18, 20],
  /**
   * ... and so much more where failures are usual: chance gets a try with each of them. From `from` usual failures a second on, `share` of
   * the logarithm of how many times that come, up to `most` (measured: of eight false alarms in 90,000 stationary segment-days none came
   * where fewer than 0.02 a second are usual, as in half of the segments, and six where more than 0.05 are).
   */
  busy: { from: 0.01, share: 0.5, most: 0.75 },
  /** No sensitivity makes less than this conclusive: one chance in e⁸ a block. */
  thresholdLeast: 8,
  /** A chart's value is capped at this many thresholds, so that it can come down again (method). */
  ceiling: 2,
  /** One block may add at most this share of the threshold: no single block is conclusive (method). */
  blockShareMost: 0.7,
  /** The same for a block of few outcomes, where one customer's repeats weigh most (method). */
  blockShareLeast: 0.25,
  /** Between the two, the share grows with the block's outcomes and is outcomes / this (measured; method: a step at 20). */
  blockShareFull: 24,
} as const;

/** What has to hold besides the threshold before a rise fires. */
export const MINIMUM = {
  /** Failures since onset (method). */
  failures: 5,
  /** The rate since onset must have at least this odds ratio to the usual rate (method: 1.5 × the rate; odds for usual rates near 1). */
  oddsRatio: 1.5,
  /** ... and lie at least this far above it: a quarter of a percentage point (method: half; measured: a doubled 0.5 % was then never seen). */
  points: 0.0025,
} as const;

/** When evidence is shown as "watch". Enter high, leave low. */
export const PENDING = {
  /** Share of the threshold to enter. Below it a rise is noise more often than not (measured). */
  enter: 0.5,
  /** Share of the threshold below which it is left again. */
  leave: 0.25,
  /** Failures since onset needed to enter: one or two failures are no pattern. */
  failures: 3,
} as const;

/** When a raised rate is put down to a small sample: at least 2 failures, fewer than 30 outcomes (as the screens grade samples). */
export const SMALL_SAMPLE = { failures: 2, total: 30 } as const;

/** What is usual, learnt from the segment's own past. */
export const BASELINE = {
  /** Memory of the overall rate and of the hour-of-day shape (method). */
  levelHalfLife: 7 * DAY,
  hourHalfLife: 7 * DAY,
  /** Memory of the slow trend (method). */
  trendHalfLife: 3 * HOUR,
  /** Bounds of the hour's odds against the day's (method). */
  hourClip: [0.5, 2],
  /** Bounds of the trend's odds; narrow, so that a slow ramp is not absorbed (method). */
  trendClip: [0.67, 1.5],
  /** Pseudo failures that keep the hour near 1 until it has data (method). */
  hourShrink: 40,
  /** The same for the trend (measured; method: 20): of a few failures an hour it would learn the rise before the charts can see it. */
  trendShrink: 200,
  /** Pseudo failures at the prior rate in the overall rate (method). */
  priorFailures: 4,
  /** Rate assumed for a segment nobody knows anything about; it can only raise a usual rate, never lower it. */
  priorRate: 0.05,
  /** Least distance of the upper bound from the usual rate: 0.02 percentage points (method). */
  boundPoints: 0.0002,
  /** No usual rate is taken to be nearer to 0 or 1 than this: a segment that never failed can still fail. */
  floor: 0.0002,
} as const;

/** How counts become part of the usual. */
export const QUARANTINE = {
  /** Counts are learnt in buckets of this length (method). */
  bucketMs: 5 * MINUTE,
  /** ... that wait this long first, so that a rise is seen before it is learnt (method). */
  waitMs: 30 * MINUTE,
  /** Buckets that wait; when evidence stays high for long the oldest are forgotten. */
  most: 12,
  /** The rate of a bucket in which a chart stood above this share of its threshold is never learnt, and nothing is learnt meanwhile (method). */
  suspicious: 0.3,
  /**
   * ... but no longer than this since the chart's onset, as for a rise that fires and never ends: what cannot be proven for so long is
   * more likely a usual that is not well known yet, as in the first days of a shop (measured; the trend still learns nothing meanwhile).
   */
  suspiciousMost: 6 * HOUR,
} as const;

/** When the usual is trusted enough to judge by (method). */
export const WARM = {
  ageMs: 30 * MINUTE,
  /** Either this many failures ... */
  failures: 20,
  /** ... or this many outcomes learnt. */
  total: 300,
  /** Outcomes of the usual that must not have faded yet; below it the segment learns again. */
  unfaded: 30,
} as const;

/** Overdispersion: how much more than binomial the counts of healthy blocks vary. */
export const DISPERSION = {
  halfLife: DAY,
  /** Prior: this many pseudo excess per that many pseudo outcomes (method). */
  priorExcess: 0.5,
  priorWeight: 50,
  /** Largest intra-block correlation believed (method). */
  most: 0.2,
  /** One bucket says at most this correlation, so that one blip does not blunt a day. */
  bucketMost: 0.5,
} as const;

/** Failures that come in clumps, as when one customer tries again and again, learnt from small buckets (measured; not in the method). */
export const CLUMPS = {
  /** Prior of 1 with this weight in expected failures. */
  priorWeight: 20,
  /** A bucket of this many expected failures counts half. */
  halfWeight: 20,
  /** Largest variance ratio believed. */
  most: 4,
} as const;

/** How far the usual rate itself wanders from five minutes to the next, learnt from buckets (measured; not in the method). */
export const WANDER = {
  halfLife: DAY,
  /** Prior: a relative standard deviation, with the weight of this many buckets. */
  prior: 0.067,
  priorWeight: 12,
  /** A bucket of this many expected failures counts half. */
  halfWeight: 50,
  /** Largest relative standard deviation believed. */
  most: 0.35,
  /** Standard deviations by which the upper bound of the usual rate allows for it. */
  z: 1.8,
  /** Trend and wander together never lift the bound above this odds ratio to the long-run usual, else a slow ramp is absorbed. */
  withTrend: 1.5,
} as const;

/** How a rise ends. */
export const RECOVERY = {
  /**
   * Log-likelihood for "back to usual" against "half of the rise is left": the logarithm of the outcomes that come in `patienceMs`, so that
   * chance alone ends a rise that goes on once in that time at most, between `least` and `most` (method: 7 for all. Where twelve come a
   * minute, 45 % back to 10 % then takes 6.7 min in the median of 40 seeds; like this 4.0).
   */
  patienceMs: 3 * MINUTE,
  least: 4,
  most: 7,
  /** Below this share of it a recovery is taken back (measured: taking it back below the threshold itself flickers). */
  relapse: 0.5,
  /** ... capped here, so that a relapse shows within a block or two. */
  ceiling: 10,
  /** Bounds of what one block may add (method). */
  blockLeast: -6,
  blockMost: 3,
  /** "Back to usual" is this odds ratio to the usual rate (method). */
  oddsRatio: 1.2,
  /** "Half of the rise" is at least this odds ratio above "back to usual", so that the test can tell them apart. */
  apart: 1.25,
  /** So many standard deviations above the usual are clearly above it: one chance in twenty (measured; method: none). */
  clear: 1.64,
  /** The test must hold this long (method) ... */
  holdMs: 50 * SECOND,
  /** ... and longer by this factor for a segment that fires again ... */
  holdFactor: 2.5,
  /** ... up to this (method). */
  holdMost: 12 * MINUTE,
  /** A rise this soon after the last one counts as the same trouble coming back (method). */
  againWithinMs: 15 * MINUTE,
} as const;

/** When a rise that never ends becomes the usual. */
export const REBASELINE = {
  /** Method: 6 to 24 hours. */
  afterMs: 6 * HOUR,
  /** An outage must not become usual overnight: rates of at least `outageRate` and `outageOdds` × usual take this long. */
  outageAfterMs: 24 * HOUR,
  outageRate: 0.5,
  outageOdds: 8,
  /** The new usual is the rise's rate with this half-life. */
  halfLife: HOUR,
} as const;

/** How loud a rise is. */
export const SEVERITY = {
  /** Excess failures a minute from which it is critical (design). */
  excessPerMinute: 5,
  /** Once critical it stays so until the excess is below this share. */
  keep: 0.5,
  /** Time constant of the recent excess. */
  recentMs: 2 * MINUTE,
} as const;

/** When a segment counts as silent. */
export const SILENCE = {
  /** No outcome for this long, and for `gaps` times its usual gap between outcomes. */
  afterMs: 5 * MINUTE,
  gaps: 5,
  /** A single gap counts at most this much towards the usual gap, so that a night does not blunt the morning. */
  gapMost: 30 * MINUTE,
  /** Weight of the newest gap. */
  gapWeight: 0.1,
  /**
   * A firing segment whose customers stopped coming stays firing at least this long, and so many usual gaps: of independent customers one
   * gap in e⁵ is five times the usual one, which where ten come an hour would end an incident a day.
   */
  firingAfterMs: 30 * MINUTE,
  firingGaps: 12,
  /** Evidence older than this silence is forgotten. */
  forgetAfterMs: HOUR,
} as const;

/** How incident hours in a past are recognised when a usual is seeded. */
export const SEED = {
  /** An hour is dropped if even the low end of its rate (this many standard errors) ... */
  z: 4,
  /** ... lies above this odds ratio to the rest, plus `points`. */
  oddsRatio: 3,
  points: 0.01,
  /** Dropping is repeated, because each dropped hour lowers the rest. */
  rounds: 3,
} as const;
