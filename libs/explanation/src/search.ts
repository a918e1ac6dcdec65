import { membersOf, type Candidate } from './candidate.js';
import { cuboidsOf, type Cuboid } from './cuboids.js';
import { commonEffect } from './effect.js';
import type { Ground } from './ground.js';
import { ordersOf, rangesBeside, type Order } from './ranges.js';
import { costOf, shortlist } from './shortlist.js';

/** A candidate, looked at leaf by leaf. */
export interface Found extends Candidate {
  /** The rows of the ground that it explains, without those of other causes. */
  readonly members: Int32Array;
  /** In nats. */
  readonly evidence: number;
  /** Evidence beyond the cost of naming it. */
  readonly score: number;
}

/** Looks for causes in a ground. */
export class Search {
  readonly #cuboids: readonly Cuboid[];
  readonly #segments: ReadonlyMap<string, number>;
  readonly #orders: readonly Order[];

  constructor(
    readonly ground: Ground,
    private readonly depth: number,
  ) {
    this.#cuboids = cuboidsOf(ground, depth);
    this.#segments = new Map(this.#cuboids.map(({ dimensions, example }) => [dimensions.join(), example.length]));
    this.#orders = ordersOf(ground);
  }

  /** The candidate that explains these rows best. */
  best(active: Int32Array): Found | undefined {
    return this.#bestOf(active, () => true);
  }

  /** The candidate that explains a part of a cause's rows best, of those that lie inside the cause and leave some of it. */
  bestPart(left: Int32Array, { whole, active }: { readonly whole: Found; readonly active: Int32Array }): Found | undefined {
    const inside = new Uint8Array(this.ground.size);
    for (const at of whole.members) inside[at] = 1;
    return this.#bestOf(left, (candidate) => {
      const reach = membersOf(this.ground, candidate.conditions, active);
      return reach.length < whole.members.length && reach.every((at) => inside[at] === 1);
    });
  }

  #bestOf(active: Int32Array, isWanted: (candidate: Candidate) => boolean): Found | undefined {
    const { ground, depth } = this;
    const candidates = shortlist(ground, this.#cuboids, active);
    const ranges = rangesBeside(ground, this.#orders, { candidates, active, depth, costOf: (dimensions) => this.cost(dimensions) });
    let best: Found | undefined;
    for (const candidate of [...candidates, ...ranges]) {
      if (!isWanted(candidate)) continue;
      const found = this.look(candidate, active);
      if (best === undefined || found.score > best.score + 1e-9) best = found;
    }
    return best;
  }

  /** Looks at a candidate leaf by leaf. */
  look(candidate: Candidate, active: Int32Array): Found {
    const members = membersOf(this.ground, candidate.conditions, active);
    const evidence = commonEffect(this.ground, members);
    return { ...candidate, members, evidence, score: evidence - candidate.cost };
  }

  /** Cost of naming a segment with these dimensions. */
  cost(dimensions: readonly number[]): number {
    return costOf(dimensions.length, this.#segments.get(dimensions.join()) ?? 1);
  }
}
