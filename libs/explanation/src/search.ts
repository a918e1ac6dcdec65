import { membersOf, type Candidate } from './candidate.js';
import { cuboidsOf } from './cuboids.js';
import { commonEffect } from './effect.js';
import type { Ground } from './ground.js';
import { ordersOf, rangesBeside, type Order } from './ranges.js';
import { rowsOf, type Rows } from './rows.js';
import { costOf, Shortlist } from './shortlist.js';

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
  readonly #shortlist: Shortlist;
  readonly #segments: ReadonlyMap<string, number>;
  readonly #orders: readonly Order[];

  constructor(
    readonly ground: Ground,
    private readonly depth: number,
  ) {
    const cuboids = cuboidsOf(ground, depth);
    this.#shortlist = new Shortlist(ground, cuboids);
    this.#segments = new Map(cuboids.map(({ dimensions, example }) => [dimensions.join(), example.length]));
    this.#orders = ordersOf(ground);
  }

  /** The candidate that explains these rows best. */
  best(active: Rows): Found | undefined {
    return this.#bestOf(active, () => true);
  }

  /** The candidate that explains a part of a cause's rows best, of those that lie inside the cause and leave some of it. */
  bestPart(left: Rows, { whole, active }: { readonly whole: Found; readonly active: Rows }): Found | undefined {
    const inside = rowsOf(this.ground.size, whole.members).has;
    return this.#bestOf(left, (candidate) => {
      const reach = membersOf(this.ground, candidate.conditions, active);
      return reach.length < whole.members.length && reach.every((at) => inside[at] === 1);
    });
  }

  #bestOf(active: Rows, isWanted: (candidate: Candidate) => boolean): Found | undefined {
    const { ground, depth } = this;
    const candidates = this.#shortlist.of(active);
    const ranges = rangesBeside(ground, this.#orders, { candidates, active, depth, costOf: (dimensions) => this.cost(dimensions) });
    let best: Found | undefined;
    for (const candidate of [...candidates, ...ranges]) {
      const found = this.look(candidate, active);
      if ((best === undefined || found.score > best.score + 1e-9) && isWanted(candidate)) best = found;
    }
    return best;
  }

  /** Looks at a candidate leaf by leaf. */
  look(candidate: Candidate, active: Rows): Found {
    const members = membersOf(this.ground, candidate.conditions, active);
    const evidence = commonEffect(this.ground, members);
    return { ...candidate, members, evidence, score: evidence - candidate.cost };
  }

  /** Cost of naming a segment with these dimensions. */
  cost(dimensions: readonly number[]): number {
    return costOf(dimensions.length, this.#segments.get(dimensions.join()) ?? 1);
  }
}
