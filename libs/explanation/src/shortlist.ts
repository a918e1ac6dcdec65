import { valueCondition, type Candidate } from './candidate.js';
import type { Cuboid } from './cuboids.js';
import { evidenceOf, type Ground } from './ground.js';
import { DESCRIPTION } from './policy.js';
import type { Rows } from './rows.js';

interface Listed {
  readonly cuboid: Cuboid;
  readonly segment: number;
  readonly score: number;
}

/** Cost of naming one of `segments` segments with so many dimensions. */
export function costOf(dimensions: number, segments: number): number {
  return Math.log(segments) + DESCRIPTION.perDimension * dimensions;
}

/**
 * Finds the segments of all cuboids whose counts, taken together, speak most for a rise. Most leaves have no failure, and rows
 * without one can only lower a segment's evidence: so they are added for those segments alone whose failing rows could be enough.
 */
export class Shortlist {
  /** Weighted failures, outcomes and expected failures of each segment of the cuboid at hand, side by side; 0 in between. */
  readonly #sums: Float64Array;
  /** The segments that have any. */
  readonly #touched: Int32Array;

  constructor(
    private readonly ground: Ground,
    private readonly cuboids: readonly Cuboid[],
  ) {
    const most = cuboids.reduce((size, { example }) => Math.max(size, example.length), 0);
    this.#sums = new Float64Array(3 * most);
    this.#touched = new Int32Array(most);
  }

  /** The best for some rows, the best of them first. */
  of({ list }: Rows): Candidate[] {
    const { failed } = this.ground;
    const failing = list.filter((at) => (failed[at] ?? 0) > 0);
    const others = list.filter((at) => failed[at] === 0);
    const listed: Listed[] = [];
    let bar = 0;
    for (const cuboid of this.cuboids) {
      const hopeful = this.#addFailing(cuboid, failing, bar);
      if (hopeful > 0) this.#addOthers(cuboid, others);
      bar = this.#collect(cuboid, { hopeful, bar, listed });
    }
    shorten(listed);
    return listed.map(({ cuboid, segment }) => this.#candidate(cuboid, segment));
  }

  /** Adds up the failing rows of each segment. @returns how many segments could beat the bar; the sums of all others are 0 */
  #addFailing(cuboid: Cuboid, failing: Int32Array, bar: number): number {
    const sums = this.#sums;
    const { failed, total, expected } = this.ground;
    let count = 0;
    for (const at of failing) {
      const segment = cuboid.segments[at] ?? -1;
      if (segment < 0) continue;
      const place = 3 * segment;
      if (sums[place] === 0) this.#touched[count++] = segment;
      sums[place] = (sums[place] ?? 0) + (failed[at] ?? 0);
      sums[place + 1] = (sums[place + 1] ?? 0) + (total[at] ?? 0);
      sums[place + 2] = (sums[place + 2] ?? 0) + (expected[at] ?? 0);
    }
    return this.#keepHopeful(count, bar + costOf(cuboid.dimensions.length, cuboid.example.length));
  }

  #keepHopeful(count: number, enough: number): number {
    const sums = this.#sums;
    let hopeful = 0;
    for (let i = 0; i < count; i += 1) {
      const segment = this.#touched[i] ?? 0;
      const place = 3 * segment;
      const [failed, expected] = [sums[place] ?? 0, sums[place + 2] ?? 0];
      // Passed outcomes only take away from this.
      const atMost = failed * Math.log(failed / expected);
      if (failed >= DESCRIPTION.failures && atMost > enough) this.#touched[hopeful++] = segment;
      else sums[place] = sums[place + 1] = sums[place + 2] = 0;
    }
    return hopeful;
  }

  #addOthers({ segments }: Cuboid, others: Int32Array): void {
    const sums = this.#sums;
    const { total, expected } = this.ground;
    for (const at of others) {
      const place = 3 * (segments[at] ?? -1);
      if (place < 0 || sums[place] === 0) continue;
      sums[place + 1] = (sums[place + 1] ?? 0) + (total[at] ?? 0);
      sums[place + 2] = (sums[place + 2] ?? 0) + (expected[at] ?? 0);
    }
  }

  /** Lists the hopeful segments that beat the bar, and clears the sums. @returns what others must beat from now on */
  #collect(cuboid: Cuboid, { hopeful, bar, listed }: { hopeful: number; bar: number; listed: Listed[] }): number {
    const sums = this.#sums;
    const cost = costOf(cuboid.dimensions.length, cuboid.example.length);
    let least = bar;
    for (let i = 0; i < hopeful; i += 1) {
      const segment = this.#touched[i] ?? 0;
      const place = 3 * segment;
      const score = evidenceOf(sums[place] ?? 0, sums[place + 1] ?? 0, sums[place + 2] ?? 0) - cost;
      sums[place] = sums[place + 1] = sums[place + 2] = 0;
      if (score <= least) continue;
      listed.push({ cuboid, segment, score });
      if (listed.length >= 4 * DESCRIPTION.shortlist) least = shorten(listed);
    }
    return least;
  }

  #candidate({ dimensions, example }: Cuboid, segment: number): Candidate {
    const { ground } = this;
    return {
      conditions: dimensions.map((d) => valueCondition(ground, d, ground.keys[d]?.[example[segment] ?? 0] ?? -1)),
      cost: costOf(dimensions.length, example.length),
    };
  }
}

/** Keeps the best. @returns the score of the last one kept, which others must beat */
function shorten(listed: Listed[]): number {
  listed.sort((a, b) => b.score - a.score);
  listed.length = Math.min(listed.length, DESCRIPTION.shortlist);
  return listed.length < DESCRIPTION.shortlist ? 0 : (listed.at(-1)?.score ?? 0);
}
