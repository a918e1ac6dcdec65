import type { Ground } from './ground.js';

/** A set of dimensions, with the segments that its values make. */
export interface Cuboid {
  readonly dimensions: readonly number[];
  /** Segment of each row of the ground; -1 where a value is missing. */
  readonly segments: Int32Array;
  /** A row of each segment. */
  readonly example: readonly number[];
}

/** All sets of up to `depth` dimensions that tell rows apart; first the empty one, whose only segment is everything. */
export function cuboidsOf(ground: Ground, depth: number): Cuboid[] {
  const all: Cuboid = { dimensions: [], segments: new Int32Array(ground.size), example: [0] };
  const numbering = new Numbering();
  const cuboids = [all];
  for (let at = 0; at < cuboids.length; at += 1) {
    const parent = cuboids[at] ?? all;
    if (parent.dimensions.length === depth) break;
    for (let d = (parent.dimensions.at(-1) ?? -1) + 1; d < ground.keys.length; d += 1)
      cuboids.push(split(ground, parent, { numbering, d }));
  }
  return cuboids;
}

function split(ground: Ground, parent: Cuboid, { numbering, d }: { numbering: Numbering; d: number }): Cuboid {
  const keys = ground.keys[d] ?? new Int32Array(0);
  const width = ground.table.values[d]?.length ?? 0;
  const segments = new Int32Array(ground.size).fill(-1);
  const example: number[] = [];
  numbering.begin(parent.example.length * width);
  for (let at = 0; at < ground.size; at += 1) {
    const [above, value] = [parent.segments[at] ?? -1, keys[at] ?? -1];
    if (above < 0 || value < 0) continue;
    const segment = numbering.of(above * width + value);
    if (segment === example.length) example.push(at);
    segments[at] = segment;
  }
  return { dimensions: [...parent.dimensions, d], segments, example };
}

/** Keys below this are looked up in an array; for more, memory would count. */
const DENSE = 1 << 22;

/** Numbers keys in the order in which they are asked for, from 0, again and again in the same memory. */
class Numbering {
  /** Number of each key plus one; 0 for none. */
  #dense = new Int32Array(0);
  readonly #sparse = new Map<number, number>();
  #asked: number[] = [];

  /** Forgets all numbers. @param size keys lie below it */
  begin(size: number): void {
    for (const key of this.#asked) this.#dense[key] = 0;
    this.#asked = [];
    this.#sparse.clear();
    if (size > this.#dense.length) this.#dense = new Int32Array(Math.min(size, DENSE));
  }

  of(key: number): number {
    const known = (key < DENSE ? this.#dense[key] : this.#sparse.get(key)) ?? 0;
    if (known > 0) return known - 1;
    const number = this.#asked.push(key);
    if (key < DENSE) this.#dense[key] = number;
    else this.#sparse.set(key, number);
    return number - 1;
  }
}
