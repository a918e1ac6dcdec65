/** Where "now" comes from. Pure code takes `now` as an argument instead; only adapters at the edge hold a clock. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
