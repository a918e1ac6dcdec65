import { valueCondition, type Candidate } from './candidate.js';
import type { Cuboid } from './cuboids.js';
import { evidenceOf, type Ground } from './ground.js';
import { DESCRIPTION } from './policy.js';

interface Listed {
  readonly cuboid: Cuboid;
  readonly segment: number;
  readonly score: number;
}

/** Cost of naming one of `segments` segments with so many dimensions. */
export function costOf(dimensions: number, segments: number): number {
  return Math.log(segments) + DESCRIPTION.perDimension * dimensions;
}

/** The segments of all cuboids whose counts, taken together, speak most for a rise. */
export function shortlist(ground: Ground, cuboids: readonly Cuboid[], active: Int32Array): Candidate[] {
  const listed: Listed[] = [];
  let least = 0;
  for (const cuboid of cuboids) {
    const sums = sumsOf(ground, cuboid, active);
    const cost = costOf(cuboid.dimensions.length, cuboid.example.length);
    for (let segment = 0; segment < cuboid.example.length; segment += 1) {
      const [failed, expected] = [sums.failed[segment] ?? 0, sums.expected[segment] ?? 0];
      if (failed < 1 || failed <= expected) continue;
      const score = evidenceOf(failed, sums.total[segment] ?? 0, expected) - cost;
      if (score <= least) continue;
      listed.push({ cuboid, segment, score });
      if (listed.length >= 4 * DESCRIPTION.shortlist) least = shorten(listed);
    }
  }
  shorten(listed);
  return listed.map(({ cuboid, segment }) => ({
    conditions: cuboid.dimensions.map((d) => valueCondition(ground, d, ground.keys[d]?.[cuboid.example[segment] ?? 0] ?? -1)),
    cost: costOf(cuboid.dimensions.length, cuboid.example.length),
  }));
}

/** Keeps the best. @returns the score of the last one kept, which others must beat */
function shorten(listed: Listed[]): number {
  listed.sort((a, b) => b.score - a.score);
  listed.length = Math.min(listed.length, DESCRIPTION.shortlist);
  return listed.length < DESCRIPTION.shortlist ? 0 : (listed.at(-1)?.score ?? 0);
}

interface Sums {
  readonly failed: Float64Array;
  readonly total: Float64Array;
  readonly expected: Float64Array;
}

function sumsOf(ground: Ground, { segments, example }: Cuboid, active: Int32Array): Sums {
  const [failed, total, expected] = [0, 1, 2].map(() => new Float64Array(example.length)) as [Float64Array, Float64Array, Float64Array];
  for (const at of active) {
    const segment = segments[at] ?? -1;
    if (segment < 0) continue;
    failed[segment] = (failed[segment] ?? 0) + (ground.failed[at] ?? 0);
    total[segment] = (total[segment] ?? 0) + (ground.total[at] ?? 0);
    expected[segment] = (expected[segment] ?? 0) + (ground.expected[at] ?? 0);
  }
  return { failed, total, expected };
}
