/** Odds of a rate; the rate must be below 1. */
export function oddsOf(rate: number): number {
  return rate / (1 - rate);
}

/** The rate whose odds are `odds`. */
export function rateOf(odds: number): number {
  return odds / (1 + odds);
}

/** `rate` with its odds multiplied by `ratio`: near 0 the same as multiplying the rate, near 1 it never leaves 0..1. */
export function shiftOdds(rate: number, ratio: number): number {
  return rateOf(oddsOf(rate) * ratio);
}

/** `value` kept within `least`..`most`. */
export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
