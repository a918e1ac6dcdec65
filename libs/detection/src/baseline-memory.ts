import type { Baseline } from '@tillwatch/domain';

/** Five minutes of counts, running or waiting in quarantine. */
export interface Bucket {
  start: number;
  /** Hour of day it counts for, 0..23. */
  hour: number;
  failed: number;
  total: number;
  /** Over its blocks: how many, Σ k² / n, and Σ n and Σ n² as if a minute that is replayed were six blocks. */
  blocks: number;
  squares: number;
  size: number;
  sizeSquares: number;
  /** Failures that were to be expected, their binomial variance, and the variance with dispersion. */
  expected: number;
  binomial: number;
  variance: number;
  /**
   * `level`: a chart has stood high for hours, so its rate is learnt, but not as a passing trend; `spread`: one has risen only lately, so
   * no rate is learnt; `nothing`: part of it belongs to a rise.
   */
  use: 'all' | 'level' | 'spread' | 'nothing';
}

/** Faded counts next to what the rest of the model expected of them. */
export interface Factor {
  failed: number;
  total: number;
  expected: number;
}

/** A faded sum and the weight it rests on. */
export interface Spread {
  excess: number;
  weight: number;
}

/** What was learnt of the usual. Counts fade with their half-life at the time of learning, so that nothing moves while learning stands still. */
export interface BaselineMemory {
  /** Up to when counts are learnt; null before the first. */
  at: number | null;
  /** Everything ever learnt, not faded: how warm the segment is. */
  seen: { failed: number; total: number };
  level: { failed: number; total: number };
  /** Factors by hour of day, column by column: of every segment there are 24. */
  hours: Record<keyof Factor, number[]>;
  trend: Factor;
  dispersion: Spread;
  /** Squared distance between neighbouring small buckets, and what coin tosses would show: failures that come in clumps. */
  clumps: Spread;
  /** The bucket learnt last, for that comparison. */
  before: { failed: number; expected: number } | null;
  /** Relative squared distance of buckets from what was expected, beyond their noise: how far the usual itself wanders. */
  wander: Spread;
}

/** What one outcome is judged against; derived from the baseline and cached until that or the hour changes. */
export interface Reference {
  readonly hour: number;
  readonly rate: number;
  /** The segment was still learning; see {@link Baseline}. */
  readonly usual: Baseline | null;
  readonly warm: boolean;
  /** Upper bound of the usual rate: the null hypothesis of the charts. */
  readonly upper: number;
  readonly high: number;
  /** A rate below this is too near to the usual one to matter. */
  readonly matters: number;
  /** Intra-block correlation. */
  readonly rho: number;
  /** How many failures come together, as a variance ratio of at least 1. */
  readonly clumps: number;
  /** Log-likelihood of one failure and of one success, per chart. */
  readonly hit: readonly number[];
  readonly miss: readonly number[];
}

/** A usual of which nothing is known. */
export function emptyBaseline(): BaselineMemory {
  const none = (): number[] => Array.from({ length: 24 }, () => 0);
  const trend = { failed: 0, total: 0, expected: 0 };
  return {
    at: null,
    seen: { failed: 0, total: 0 },
    level: { failed: 0, total: 0 },
    hours: { failed: none(), total: none(), expected: none() },
    trend,
    dispersion: { excess: 0, weight: 0 },
    clumps: { excess: 0, weight: 0 },
    before: null,
    wander: { excess: 0, weight: 0 },
  };
}
