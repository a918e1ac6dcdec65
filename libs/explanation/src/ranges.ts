import { formatRange, orderOf } from '@tillwatch/domain';
import { membersOf, nameOf, type Candidate, type Condition } from './candidate.js';
import { evidenceOf, type Ground } from './ground.js';
import type { Rows } from './rows.js';

/** The order of a dimension's values: for each value its place among those with the same qualifier, -1 where it has none. */
export interface Order {
  readonly dimension: number;
  /** The dimension whose value qualifies these; -1 where there is none. */
  readonly qualifiedBy: number;
  readonly groups: readonly OrderedGroup[];
}

interface OrderedGroup {
  readonly qualifier: string | undefined;
  /** Different numbers, ascending. */
  readonly numbers: readonly number[];
  readonly rank: Int32Array;
}

/** The orders of all ordered dimensions of a table. */
export function ordersOf({ table }: Ground): Order[] {
  return table.dimensions.flatMap((dimension, at) => {
    if (dimension.ordered !== true) return [];
    const read = (table.values[at] ?? []).map((value) => orderOf(dimension, value));
    const qualifiers = new Set(read.flatMap((value) => (value === undefined ? [] : [value.qualifier])));
    const groups = [...qualifiers].map((qualifier) => {
      const own = read.map((value) => (value?.qualifier === qualifier ? value?.number : undefined));
      const numbers = [...new Set(own.flatMap((number) => number ?? []))].sort((a, b) => a - b);
      return { qualifier, numbers, rank: Int32Array.from(own, (number) => (number === undefined ? -1 : numbers.indexOf(number))) };
    });
    return [{ dimension: at, qualifiedBy: table.dimensions.findIndex(({ id }) => id === dimension.qualifiedBy), groups }];
  });
}

/** Ranges beside the candidates of a list: each of them with its best range of each ordered dimension instead of a value, or added. */
export function rangesBeside(
  ground: Ground,
  orders: readonly Order[],
  {
    candidates,
    active,
    depth,
    costOf,
  }: { candidates: readonly Candidate[]; active: Rows; depth: number; costOf: (dimensions: readonly number[]) => number },
): Candidate[] {
  const found: Candidate[] = [];
  for (const order of orders) {
    const bases = new Map(candidates.map(({ conditions }) => withoutOrder(conditions, order)).map((base) => [nameOf(base), base]));
    for (const base of bases.values()) {
      if (base.length >= depth) continue;
      for (const range of bestRanges(ground, order, membersOf(ground, base, active))) {
        const conditions = [...base, range].sort((a, b) => a.dimension - b.dimension);
        found.push({ conditions, cost: costOf(conditions.map(({ dimension }) => dimension)) + Math.LN2 });
      }
    }
  }
  return found;
}

function withoutOrder(conditions: readonly Condition[], { dimension, qualifiedBy }: Order): Condition[] {
  return conditions.filter((one) => one.dimension !== dimension && one.dimension !== qualifiedBy);
}

/** The best range of each qualifier, upwards or downwards. */
function bestRanges(ground: Ground, { dimension, groups }: Order, members: Int32Array): Condition[] {
  return groups.flatMap((group) => {
    const sums = sumsByRank(ground, ground.keys[dimension] ?? new Int32Array(0), { group, members });
    const best = (['lte', 'gte'] as const)
      .flatMap((comparison) => ranked(sums, comparison, group.numbers.length))
      .reduce<Ranked | undefined>((a, b) => (a === undefined || b.evidence > a.evidence ? b : a), undefined);
    if (best === undefined) return [];
    const { qualifier, numbers, rank } = group;
    const bound = numbers[best.rank] ?? 0;
    const values = [...rank.keys()].filter((value) => isWithinRank(rank[value] ?? -1, best));
    return [
      { dimension, text: formatRange({ ...(qualifier === undefined ? {} : { qualifier }), comparison: best.comparison, bound }), values },
    ];
  });
}

function isWithinRank(own: number, { comparison, rank }: Ranked): boolean {
  return own >= 0 && (comparison === 'lte' ? own <= rank : own >= rank);
}

type Sums = readonly [failed: Float64Array, total: Float64Array, expected: Float64Array];

function sumsByRank(ground: Ground, keys: Int32Array, { group, members }: { group: OrderedGroup; members: Int32Array }): Sums {
  const sums = [0, 1, 2].map(() => new Float64Array(group.numbers.length)) as unknown as Sums;
  const [failed, total, expected] = sums;
  for (const at of members) {
    const rank = group.rank[keys[at] ?? -1] ?? -1;
    if (rank < 0) continue;
    failed[rank] = (failed[rank] ?? 0) + (ground.failed[at] ?? 0);
    total[rank] = (total[rank] ?? 0) + (ground.total[at] ?? 0);
    expected[rank] = (expected[rank] ?? 0) + (ground.expected[at] ?? 0);
  }
  return sums;
}

interface Ranked {
  readonly comparison: 'lte' | 'gte';
  readonly rank: number;
  readonly evidence: number;
}

/** Evidence of every range that holds at least two numbers, but not all of them. */
function ranked([failed, total, expected]: Sums, comparison: 'lte' | 'gte', count: number): Ranked[] {
  const found: Ranked[] = [];
  let [k, n, e] = [0, 0, 0];
  for (let taken = 1; taken < count; taken += 1) {
    const rank = comparison === 'lte' ? taken - 1 : count - taken;
    k += failed[rank] ?? 0;
    n += total[rank] ?? 0;
    e += expected[rank] ?? 0;
    if (taken >= 2) found.push({ comparison, rank, evidence: evidenceOf(k, n, e) });
  }
  return found;
}
