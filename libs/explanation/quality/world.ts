import { matchesValue, type Segment } from '@tillwatch/domain';
import type { LeafDimension, LeafTable } from '../src/index.js';
import { Random } from './random.js';

const { exp, min } = Math;

/** A world of shops in which something breaks. */
export interface WorldOptions {
  readonly seed: number;
  /** Combinations of values that occur. */
  readonly leaves: number;
  /** Outcomes of the present, and how many times as many lie in the base period (0: none). */
  readonly outcomes: number;
  readonly base: number;
  /** How far the present's healthy rates are from the past's, as a standard deviation of the logarithm, leaf by leaf. */
  readonly wander: number;
  /** Usual failure rate of the whole. */
  readonly rate: number;
}

/** What breaks: the segment's outcomes fail in addition with a probability, or their odds are multiplied. */
export interface Fault {
  readonly segment: Segment;
  readonly effect: { readonly added: number } | { readonly odds: number };
}

export const DIMENSIONS: readonly LeafDimension[] = [
  { id: 'stage' },
  { id: 'provider' },
  { id: 'method' },
  { id: 'browser' },
  { id: 'browser_version', ordered: true, qualifiedBy: 'browser' },
  { id: 'os' },
  { id: 'merchant' },
];

const BROWSERS: Readonly<Record<string, { versions: readonly number[]; os: readonly string[] }>> = {
  chrome: { versions: [109, 118, 119, 120, 121], os: ['windows', 'mac', 'android'] },
  safari: { versions: [14, 15, 16, 17], os: ['mac', 'ios'] },
  ie: { versions: [8, 9, 10, 11], os: ['windows'] },
  edge: { versions: [118, 119, 120], os: ['windows'] },
  samsung: { versions: [20, 21, 22, 23], os: ['android'] },
  kakaotalk: { versions: [10], os: ['ios', 'android'] },
};
const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);
const STAGES = ['method', 'window', 'authentication', 'authorisation', 'confirmation'];
const [PROVIDERS, METHODS, MERCHANTS] = [names('p', 7), names('m', 6), names('shop', 40)];

/** A leaf before anything happened to it. */
interface Leaf {
  readonly segment: Readonly<Record<string, string>>;
  readonly weight: number;
  readonly rate: number;
}

/** Draws leaves with their traffic and usual rates; values differ in both. */
function leavesOf(random: Random, { leaves, rate }: WorldOptions): Leaf[] {
  const traits = new Map<string, number>();
  const trait = (name: string, spread: number): number => {
    const known = traits.get(name) ?? exp(spread * random.normal());
    traits.set(name, known);
    return known;
  };
  const drawn = new Map<string, Leaf>();
  for (let tries = 0; drawn.size < leaves && tries < 20 * leaves; tries += 1) {
    const segment = drawLeaf(random);
    const values = Object.entries(segment).map(([dimension, value]) => `${dimension}=${value}`);
    const weight = values.reduce((product, name) => product * trait(`traffic ${name}`, 0.6), exp(0.7 * random.normal()));
    const own = values.reduce((product, name) => product * trait(`rate ${name}`, 0.2), rate * exp(0.2 * random.normal()));
    drawn.set(values.join(), { segment, weight, rate: min(0.9, own) });
  }
  return [...drawn.values()];
}

function drawLeaf(random: Random): Record<string, string> {
  const browser = random.pick(Object.keys(BROWSERS));
  const { versions = [], os = [] } = BROWSERS[browser] ?? {};
  return {
    stage: random.pick(STAGES),
    provider: random.pick(PROVIDERS),
    method: random.pick(METHODS),
    browser,
    browser_version: `${browser}/${random.pick(versions)}`,
    os: random.pick(os),
    merchant: random.pick(MERCHANTS),
  };
}

/** Whether a leaf belongs to a segment. */
export function isIn(leaf: Readonly<Record<string, string>>, segment: Segment): boolean {
  return DIMENSIONS.every((dimension) => {
    const pattern = segment[dimension.id];
    return pattern === undefined || matchesValue(dimension, pattern, leaf[dimension.id] ?? '');
  });
}

/** The counts of a world in which these faults happen, row by row, and what each row is. */
export function worldOf(options: WorldOptions, faultsOf: (leaves: readonly Leaf[], random: Random) => readonly Fault[]): World {
  const random = new Random(options.seed);
  const leaves = leavesOf(random, options);
  const faults = faultsOf(leaves, random);
  const traffic = leaves.reduce((all, { weight }) => all + weight, 0);
  const counts = leaves.map((leaf) => {
    const mean = (leaf.weight / traffic) * options.outcomes;
    const [total, baseTotal] = [random.poisson(mean), random.poisson(mean * options.base)];
    const now = faults
      .filter(({ segment }) => isIn(leaf.segment, segment))
      .reduce(worsened, leaf.rate * exp(options.wander * random.normal()));
    return [total, random.binomial(total, min(1, now)), baseTotal, random.binomial(baseTotal, leaf.rate)] as const;
  });
  const column = (at: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(counts, (row) => row[at]);
  const values = DIMENSIONS.map(({ id }) => [...new Set(leaves.map(({ segment }) => segment[id] ?? ''))]);
  const keys = leaves.flatMap(({ segment }) => DIMENSIONS.map(({ id }, d) => values[d]?.indexOf(segment[id] ?? '') ?? -1));
  const table = { dimensions: DIMENSIONS, values, rows: leaves.length, keys: Int32Array.from(keys) };
  return { leaves, faults, table: { ...table, total: column(0), failed: column(1), baseTotal: column(2), baseFailed: column(3) } };
}

function worsened(rate: number, { effect }: Fault): number {
  if ('added' in effect) return rate + (1 - rate) * effect.added;
  const odds = (effect.odds * rate) / (1 - rate);
  return odds / (1 + odds);
}

/** A table with the truth about it. */
export interface World {
  readonly leaves: readonly Leaf[];
  readonly faults: readonly Fault[];
  readonly table: LeafTable;
}

/** Rows of a world with traffic that belong to a segment, as one text: segments with equal extents say the same. */
export function extentOf({ leaves, table }: World, segment: Segment): string {
  return leaves.flatMap((leaf, row) => ((table.total[row] ?? 0) > 0 && isIn(leaf.segment, segment) ? [row] : [])).join();
}
