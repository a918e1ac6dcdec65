import type { Ground } from './ground.js';

/** A set of dimensions, with the segments that its values make. */
export interface Cuboid {
  readonly dimensions: readonly number[];
  /** Segment of each row of the ground; -1 where a value is missing. */
  readonly segments: Int32Array;
  /** A row of each segment. */
  readonly example: readonly number[];
}

/** Dense tables up to this size number segments; larger ones go through a map. */
const DENSE = 1 << 21;

/** All sets of up to `depth` dimensions that tell rows apart; first the empty one, whose only segment is everything. */
export function cuboidsOf(ground: Ground, depth: number): Cuboid[] {
  const all: Cuboid = { dimensions: [], segments: new Int32Array(ground.size), example: [0] };
  const cuboids = [all];
  for (let at = 0; at < cuboids.length; at += 1) {
    const parent = cuboids[at] ?? all;
    if (parent.dimensions.length === depth) break;
    for (let d = (parent.dimensions.at(-1) ?? -1) + 1; d < ground.keys.length; d += 1) cuboids.push(split(ground, parent, d));
  }
  return cuboids;
}

function split(ground: Ground, parent: Cuboid, dimension: number): Cuboid {
  const keys = ground.keys[dimension] ?? new Int32Array(0);
  const width = ground.table.values[dimension]?.length ?? 0;
  const numbers = numbering(parent.example.length * width);
  const segments = new Int32Array(ground.size).fill(-1);
  const example: number[] = [];
  for (let at = 0; at < ground.size; at += 1) {
    const [above, value] = [parent.segments[at] ?? -1, keys[at] ?? -1];
    if (above < 0 || value < 0) continue;
    const segment = numbers(above * width + value);
    if (segment === example.length) example.push(at);
    segments[at] = segment;
  }
  return { dimensions: [...parent.dimensions, dimension], segments, example };
}

/** Numbers what it is asked for in the order of asking, from 0. */
function numbering(size: number): (key: number) => number {
  let count = 0;
  if (size <= DENSE) {
    const known = new Int32Array(size).fill(-1);
    return (key) => {
      const number = known[key] ?? -1;
      return number >= 0 ? number : (known[key] = count++);
    };
  }
  const known = new Map<number, number>();
  return (key) => {
    const number = known.get(key);
    if (number !== undefined) return number;
    known.set(key, count);
    return count++;
  };
}
