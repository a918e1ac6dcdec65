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
 * likelihood of a change point, Hinkley 1970). `slots` oldest first; `usual` is a rate in 0..1.
 * @param now the rate of the rise; absent: what fails from each slot on
 * @returns ms since the epoch; undefined where nothing speaks for a rise
 */
export function onsetOf(slots: readonly SlotCounts[], usual: number, now?: number): number | undefined {
  const p0 = clip(usual);
  let [failed, total, best] = [0, 0, 0];
  let start: number | undefined;
  for (let i = slots.length - 1; i >= 0; i--) {
    const slot = slots[i];
    if (slot === undefined) continue;
    failed += slot.failed;
    total += slot.total;
    const p1 = clip(now ?? failed / Math.max(1, total));
    const gain = failed * Math.log(p1 / p0) + (total - failed) * Math.log((1 - p1) / (1 - p0));
    if (p1 <= p0 || gain <= best) continue;
    best = gain;
    start = slot.start;
  }
  return start === undefined ? undefined : start * 1000;
}

function clip(rate: number): number {
  return Math.min(1 - EDGE, Math.max(EDGE, rate));
}
