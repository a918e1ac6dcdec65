import { wilson } from '@tillwatch/domain';
import type { Sum } from './tally.js';

/** What siblings of something lead to expect, and how far from it that something is. */
export interface Comparison {
  /** Its own rate, in 0..1. */
  readonly rate: number;
  /** The rate its siblings lead to expect, in 0..1. */
  readonly siblings: number;
  /** How much higher its rate is than the lowest of the expectations. */
  readonly extra: number;
  /** The lowest difference that chance leaves possible, at the limits asked for. */
  readonly least: number;
  /** How much likelier two different rates make what happened than one and the same, in nats: as much for either side. */
  readonly surprise: number;
}

/** Rates that are added (+1) or taken away (-1) to form an expectation. */
type Expectation = readonly (readonly [sign: 1 | -1, of: Sum])[];

/**
 * Compares with the highest of several expectations, so that what is found is worse than each of them. Undefined where one
 * of them rests on nothing. The limits of a sum of rates are put together from the Wilson limits of each (MOVER: G. Y. Zou
 * and A. Donner, 2008).
 * @param with `others`: attempts it is compared with; `z`: how many standard deviations the limits are away
 */
export function compare(
  own: Sum,
  expectations: readonly Expectation[],
  { others, z }: { readonly others: number; readonly z: number },
): Comparison | undefined {
  if (own.total === 0 || expectations.some((one) => one.some(([, { total }]) => total <= 0))) return undefined;
  const rate = own.failed / own.total;
  const [low] = wilson(own.failed, own.total, z);
  const judged = expectations.map((expectation) => {
    const expected = expectation.reduce((sum, [sign, { failed, total }]) => sum + (sign * failed) / total, 0);
    const slack = Math.hypot(rate - low, ...expectation.map((one) => slackOf(one, z)));
    return { expected, least: rate - expected - slack };
  });
  const siblings = Math.min(1, Math.max(0, ...judged.map(({ expected }) => expected)));
  const least = Math.min(...judged.map((one) => one.least));
  const extra = rate - Math.min(...judged.map(({ expected }) => expected));
  const one = (own.failed + siblings * others) / (own.total + others);
  const surprise = own.total * divergence(rate, one) + others * divergence(siblings, one);
  return { rate, siblings, extra, least, surprise };
}

/** How much higher the expectation may be on account of one of its rates. */
function slackOf([sign, { failed, total }]: Expectation[number], z: number): number {
  const [low, high] = wilson(failed, total, z);
  return sign === 1 ? high - failed / total : failed / total - low;
}

/** Kullback–Leibler divergence of two shares; finite, because nothing is taken for impossible. */
function divergence(p: number, q: number): number {
  const possible = Math.min(1 - 1e-6, Math.max(1e-6, q));
  const term = (share: number, other: number): number => (share <= 0 ? 0 : share * Math.log(share / other));
  return term(p, possible) + term(1 - p, 1 - possible);
}

/**
 * Standard deviations beyond which chance takes none of `comparisons` differences in 39 of 40 cases, by Chernoff's bound of
 * the normal tail, Q(z) ≤ e^(-z²/2) / 2, and Bonferroni's of a union.
 */
export function limitFor(comparisons: number): number {
  return Math.sqrt(2 * Math.log(Math.max(1, comparisons) / 0.05));
}
