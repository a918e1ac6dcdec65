import type { Dimension } from '@tillwatch/domain';
import { Cells, type Cell } from './cells.js';
import { limitFor } from './compare.js';
import { candidatesOf, findSpots, type Spot } from './find-spots.js';
import { emptyTally } from './tally.js';

const DAYS = 30;
const label = { ko: '', en: '' };
const plain = { label, limit: 400, ordered: false, values: {} };
const dimensions: Dimension[] = [
  { ...plain, id: 'browser' },
  { ...plain, id: 'browser_version', ordered: true, qualifiedBy: 'browser' },
  { ...plain, id: 'provider' },
  { ...plain, id: 'device' },
];
const KEPT = [['browser'], ['browser_version'], ['provider'], ['device'], ['browser_version', 'provider']];

/** Share of the traffic. */
const VERSIONS: Readonly<Record<string, number>> = {
  ...{ 'chrome/140': 0.4, 'chrome/141': 0.3, 'ie/8': 0.01, 'ie/9': 0.02, 'ie/10': 0.03, 'ie/11': 0.09, 'safari/18': 0.15 },
};
const PROVIDERS: Readonly<Record<string, number>> = { 'kg-inicis': 0.4, 'nhn-kcp': 0.35, toss: 0.25 };
const PER_DAY = 10_000;

/** A small seeded source of chance, so that numbers wobble as real ones do. */
function wobble(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Leaf = Readonly<Record<string, string>>;
type RateOf = (leaf: Leaf, day: number) => number;

/** Every attempt of a month at one stage, by all dimensions. */
function month(rateOf: RateOf, seed = 7): { leaf: Leaf; day: number; total: number; failed: number }[] {
  const chance = wobble(seed);
  return Object.entries(VERSIONS).flatMap(([version, share]) =>
    Object.entries(PROVIDERS).flatMap(([provider, part]) =>
      Array.from({ length: DAYS }, (_, day) => {
        const browser = version.slice(0, version.indexOf('/'));
        const leaf = { browser, browser_version: version, provider, device: browser === 'safari' ? 'mobile' : 'desktop' };
        const total = Math.round(PER_DAY * share * part * (0.8 + 0.4 * chance()));
        const failed = Array.from({ length: total }, () => (chance() < rateOf(leaf, day) ? 1 : 0)).reduce<number>((sum, n) => sum + n, 0);
        return { leaf, day, total, failed };
      }),
    ),
  );
}

function spotsOf(rateOf: RateOf, seed?: number): Spot[] {
  const attempts = month(rateOf, seed);
  const cells = KEPT.map((kept) => {
    const byKey = new Map<string, Cell & { tally: ReturnType<typeof emptyTally> }>();
    for (const { leaf, day, total, failed } of attempts) {
      const key = kept.map((id) => leaf[id]).join('|');
      const segment = Object.fromEntries(kept.map((id) => [id, leaf[id] ?? '']));
      const { tally } = byKey.get(key) ?? byKey.set(key, { segment, tally: emptyTally(DAYS) }).get(key) ?? { tally: emptyTally(DAYS) };
      tally.total[day] = (tally.total[day] ?? 0) + total;
      tally.failed[day] = (tally.failed[day] ?? 0) + failed;
    }
    return new Cells(kept, [...byKey.values()], DAYS);
  });
  const counted = { cells, dimensions };
  const candidates = candidatesOf(counted);
  return findSpots(candidates, counted, limitFor(candidates.length));
}

const filtersOf = (spots: readonly Spot[]): string[][] => spots.map(({ conditions }) => conditions.map(({ filter }) => filter));
const oldIe = (leaf: Leaf): boolean => ['ie/8', 'ie/9', 'ie/10'].includes(leaf['browser_version'] ?? '');

describe('weak spots', () => {
  it('names IE 10 and older at one provider, at 31 % for a month where all others have 9 %, and nothing else', () => {
    const spots = spotsOf((leaf) => (oldIe(leaf) && leaf['provider'] === 'kg-inicis' ? 0.31 : 0.09));
    expect(filtersOf(spots)).toEqual([['browser_version:ie~lte:10', 'provider:kg-inicis']]);
    const [{ sum, siblings, lost, parts, worse }] = spots as [Spot];
    expect(sum.failed / sum.total).toBeCloseTo(0.31, 1);
    expect(siblings).toBeCloseTo(0.09, 2);
    expect(lost).toBeCloseTo(sum.failed - sum.total * siblings, 6);
    expect(lost / (sum.total * 0.22)).toBeCloseTo(1, 1);
    expect([parts, worse]).toEqual([30, 30]);
  });

  it('names the whole where all of it is weak, not each of its parts', () => {
    expect(filtersOf(spotsOf((leaf) => (oldIe(leaf) ? 0.31 : 0.09)))).toEqual([['browser_version:ie~lte:10']]);
    expect(filtersOf(spotsOf((leaf) => (leaf['provider'] === 'toss' ? 0.14 : 0.09)))).toEqual([['provider:toss']]);
    expect(filtersOf(spotsOf((leaf) => (leaf['browser'] === 'ie' ? 0.2 : 0.09)))).toEqual([['browser:ie']]);
  });

  it('does not call a slice weak that is only what two weak halves add up to', () => {
    const spots = spotsOf((leaf) => 0.09 + (oldIe(leaf) ? 0.1 : 0) + (leaf['provider'] === 'toss' ? 0.05 : 0));
    expect(filtersOf(spots)).toEqual([['provider:toss'], ['browser_version:ie~lte:10']]);
  });

  it('does not call everything else weak where one thing is better', () => {
    expect(spotsOf((leaf) => (leaf['browser'] === 'safari' ? 0.05 : 0.09))).toEqual([]);
    expect(spotsOf((leaf) => (leaf['provider'] === 'toss' ? 0.05 : 0.09))).toEqual([]);
  });

  it('ranks two by what they cost, not by their rates', () => {
    const spots = spotsOf((leaf) => {
      if (oldIe(leaf) && leaf['provider'] === 'kg-inicis') return 0.31;
      return leaf['provider'] === 'nhn-kcp' ? 0.12 : 0.09;
    });
    expect(filtersOf(spots)).toEqual([['provider:nhn-kcp'], ['browser_version:ie~lte:10', 'provider:kg-inicis']]);
  });

  it('is silent about an outage of two days, and about a bad day of everybody', () => {
    expect(spotsOf((leaf, day) => (leaf['provider'] === 'kg-inicis' && day >= 12 && day < 14 ? 0.9 : 0.09))).toEqual([]);
    expect(spotsOf((_, day) => (day === 20 ? 0.5 : 0.09))).toEqual([]);
  });

  it('compares 17,000 segments of a month in no more than two seconds of one core', () => {
    const chance = wobble(3);
    const names = (kind: string): string[] => Array.from({ length: 130 }, (_, i) => `${kind}-${i}`);
    const cells = names('provider').flatMap((provider) =>
      names('device').map((device): Cell => {
        const tally = emptyTally(DAYS);
        const rate = provider === 'provider-7' ? 0.2 : 0.09;
        for (let day = 0; day < DAYS; day++) {
          tally.total[day] = 40 + Math.round(20 * chance());
          tally.failed[day] = Math.round((tally.total[day] ?? 0) * rate * (0.8 + 0.4 * chance()));
        }
        return { segment: { provider, device }, tally };
      }),
    );
    const pairs = new Cells(['provider', 'device'], cells, DAYS);
    const wholes = names('provider').map((provider): Cell => {
      const condition = { dimension: 'provider', values: new Set([provider]), filter: '' };
      return { segment: { provider }, tally: pairs.sum([condition]) };
    });
    const counted = { cells: [new Cells(['provider'], wholes, DAYS), pairs], dimensions };
    const before = process.cpuUsage();
    const candidates = candidatesOf(counted);
    const spots = findSpots(candidates, counted, limitFor(candidates.length));
    const { user, system } = process.cpuUsage(before);
    expect(candidates).toHaveLength(17_030);
    expect(filtersOf(spots)).toEqual([['provider:provider-7']]);
    expect((user + system) / 1e6).toBeLessThan(2);
  });

  it.each([1, 2, 3, 4, 5, 6])('finds nothing where nothing is (chance %i)', (seed) => {
    expect(spotsOf(() => 0.09, seed)).toEqual([]);
  });
});
