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

/** Finds the segments of all cuboids whose counts, taken together, speak most for a rise. */
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
  of(active: Rows): Candidate[] {
    const listed: Listed[] = [];
    let least = 0;
    for (const cuboid of this.cuboids) {
      least = this.#collect(cuboid, { count: this.#add(cuboid, active.list), least, listed });
    }
    shorten(listed);
    return listed.map(({ cuboid, segment }) => this.#candidate(cuboid, segment));
  }

  /** Adds up the rows of each segment. @returns how many segments have any */
  #add({ segments }: Cuboid, active: Int32Array): number {
    const sums = this.#sums;
    const { failed, total, expected } = this.ground;
    let count = 0;
    for (const at of active) {
      const segment = segments[at] ?? -1;
      if (segment < 0) continue;
      const place = 3 * segment;
      if (sums[place + 1] === 0) this.#touched[count++] = segment;
      sums[place] = (sums[place] ?? 0) + (failed[at] ?? 0);
      sums[place + 1] = (sums[place + 1] ?? 0) + (total[at] ?? 0);
      sums[place + 2] = (sums[place + 2] ?? 0) + (expected[at] ?? 0);
    }
    return count;
  }

  /** Lists the segments that beat `least`, and clears the sums. @returns what others must beat from now on */
  #collect(cuboid: Cuboid, { count, least, listed }: { count: number; least: number; listed: Listed[] }): number {
    const sums = this.#sums;
    const cost = costOf(cuboid.dimensions.length, cuboid.example.length);
    let bar = least;
    for (let i = 0; i < count; i += 1) {
      const segment = this.#touched[i] ?? 0;
      const place = 3 * segment;
      const [failed, total, expected] = [sums[place] ?? 0, sums[place + 1] ?? 0, sums[place + 2] ?? 0];
      sums[place] = sums[place + 1] = sums[place + 2] = 0;
      if (failed < DESCRIPTION.failures || failed <= expected) continue;
      const score = evidenceOf(failed, total, expected) - cost;
      if (score <= bar) continue;
      listed.push({ cuboid, segment, score });
      if (listed.length >= 4 * DESCRIPTION.shortlist) bar = shorten(listed);
    }
    return bar;
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
