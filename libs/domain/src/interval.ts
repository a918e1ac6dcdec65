/** Two-sided 95 % quantile of the normal distribution. */
const Z95 = 1.959963984540054;

/**
 * Wilson score interval of `k` out of `n` (E. B. Wilson, 1927): honest near 0 and 1 and for small `n`, where
 * the textbook p ± z·√(p(1−p)/n) is not.
 *
 * @returns `[low, high]` as shares in 0..1; `[0, 1]` where `n` is 0, because nothing is known.
 */
export function wilson(k: number, n: number, z: number = Z95): readonly [number, number] {
  if (n <= 0) return [0, 1];
  const p = k / n;
  const z2 = z * z;
  const denominator = 1 + z2 / n;
  const centre = (p + z2 / (2 * n)) / denominator;
  const half = (z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / denominator;
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Outcomes of one of two things that are compared: `failed` out of `total`, which is more than 0. */
interface Compared {
  readonly failed: number;
  readonly total: number;
}

/**
 * `a`'s rate less `b`'s with its 95 % interval, by Newcombe's hybrid score method (R. G. Newcombe, 1998, method 10): the
 * distances to the Wilson limits of both are put together. In -1..1; the two differ clearly where 0 lies outside.
 */
export function rateDifference(a: Compared, b: Compared): { readonly value: number; readonly low: number; readonly high: number } {
  const [pa, pb] = [a.failed / a.total, b.failed / b.total];
  const [lowA, highA] = wilson(a.failed, a.total);
  const [lowB, highB] = wilson(b.failed, b.total);
  const value = pa - pb;
  return { value, low: value - Math.hypot(pa - lowA, highB - pb), high: value + Math.hypot(highA - pa, pb - lowB) };
}

/** How far healthy traffic wanders by itself, as a share of it, as far as nothing is learnt of a segment (measured). */
export const VOLUME_WANDER = 0.15;

/**
 * Between which counts 95 of 100 healthy spans lie where `expected` (from 0) are to be expected in one: the variance is that of
 * chance (Poisson: λ) and of what wanders ((0.15 λ)²), normally distributed.
 */
export function usualCounts(expected: number): readonly [number, number] {
  const spread = Z95 * Math.hypot(Math.sqrt(expected), VOLUME_WANDER * expected);
  return [Math.max(0, expected - spread), expected + spread];
}
