import type { Random } from './random.js';

/** Things that come up with different probability, drawn in O(log n). */
export class Weighted<T> {
  private readonly ends: Float64Array;

  /** @throws RangeError where nothing has a positive weight. */
  constructor(
    readonly items: readonly T[],
    weightOf: (item: T, index: number) => number,
  ) {
    this.ends = new Float64Array(items.length);
    let sum = 0;
    items.forEach((item, index) => (this.ends[index] = sum += Math.max(0, weightOf(item, index))));
    if (!(sum > 0)) throw new RangeError('nothing to draw from: no positive weight');
    this.ends.forEach((end, index) => (this.ends[index] = end / sum));
  }

  /** Draws one. */
  draw(random: Random): T {
    return this.at(random.next());
  }

  /** The item whose span of the unit interval holds `u` (0 ≤ u < 1). */
  at(u: number): T {
    let low = 0;
    let high = this.ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] ?? 1) <= u) low = middle + 1;
      else high = middle;
    }
    return this.items[low] as T;
  }

  /** Share of the item at `index` in all draws. */
  share(index: number): number {
    return (this.ends[index] ?? 0) - (this.ends[index - 1] ?? 0);
  }
}
