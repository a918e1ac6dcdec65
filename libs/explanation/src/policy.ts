/**
 * Every constant of the explanation, with where it comes from.
 *
 * "method" = the binomial scan with description lengths; "measured" = chosen on synthetic worlds and on recorded incidents,
 * figures in docs/concepts/explanation.md.
 */

/** What is to be expected of a leaf. */
export const EXPECTED = {
  /** A leaf's own past is mixed with this many failures at the rate that its values suggest (method). */
  priorFailures: 4,
  /** The same for the effect of one value (method). */
  valueFailures: 5,
  /** Sweeps over the values' effects (method). */
  sweeps: 2,
  /** Odds are raised by this factor before anything counts as evidence: small rises everywhere are not worth a word (method). */
  tolerance: 1.15,
  /** The same where there is no past: that siblings differ is usual. */
  toleranceOfSiblings: 1.5,
  /** No leaf is taken to be flawless or hopeless. */
  least: 1e-4,
  most: 0.98,
} as const;

/** How much healthy leaves differ from what is expected of them. */
export const NOISE = {
  /** Leaves that must say something before their noise is believed. */
  leaves: 10,
  /** A leaf says something about noise from this many expected failures on. */
  expected: 2,
  /** Largest relative variance of a leaf's rate that is put down to noise. */
  most: 0.25,
} as const;

/** What a description costs, in nats. */
export const DESCRIPTION = {
  /** For each dimension of a cause, besides the logarithm of the number of segments that have these dimensions (method). */
  perDimension: 3,
  /** Segments that are looked at leaf by leaf (method). */
  shortlist: 40,
  /** Failures, after weighting, that are worth a look. */
  failures: 2,
} as const;

/** When something is a cause. */
export const CAUSE = {
  /** Evidence beyond the cost of the description, in nats. */
  score: 8,
  failures: 5,
  /** Odds compared with the expected ones, as in the verdict. */
  oddsRatio: 1.5,
  /** Part of the extra failures found so far that another cause must add (method). */
  share: 0.03,
  most: 10,
} as const;

/** When a cause is told as several, or several as one. */
export const SPLIT = {
  /** Parts must explain so much better than the whole (method). */
  gain: 1.3,
  /** Parts that are looked for at most. */
  parts: 4,
  /** Part of the effect that the rest must fit better than none. */
  effect: 0.33,
} as const;
