import type { BadOf } from './signals.js';

/** Counts of one slot of a cause's rows. */
export interface SlotCounts extends BadOf {
  /** Seconds since the epoch. */
  readonly start: number;
}

/** No rate is taken to be nearer to 0 or 1 than this. */
const EDGE = 1e-4;

/**
 * When a rise began: the slot from which on "so many fail" explains the counts best against "as usual" before it (maximum
 * likelihood of a change point, Hinkley 1970). `slots` oldest first, `usual` and `now` are rates in 0..1.
 * @returns ms since the epoch; undefined where nothing speaks for a rise
 */
export function onsetOf(slots: readonly SlotCounts[], usual: number, now: number): number | undefined {
  const [p0, p1] = [clip(usual), clip(now)];
  if (p1 <= p0) return undefined;
  const [hit, miss] = [Math.log(p1 / p0), Math.log((1 - p1) / (1 - p0))];
  let sum = 0;
  let best = 0;
  let start: number | undefined;
  for (let i = slots.length - 1; i >= 0; i--) {
    const slot = slots[i];
    if (slot === undefined) continue;
    sum += slot.failed * hit + (slot.total - slot.failed) * miss;
    if (sum <= best) continue;
    best = sum;
    start = slot.start;
  }
  return start === undefined ? undefined : start * 1000;
}

function clip(rate: number): number {
  return Math.min(1 - EDGE, Math.max(EDGE, rate));
}
