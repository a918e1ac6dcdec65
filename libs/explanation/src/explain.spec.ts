import type { Segment } from '@tillwatch/domain';
import { worldOf, type Fault, type World, type WorldOptions } from '../quality/world.js';
import { explain } from './explain.js';
import { LeafTableBuilder } from './leaf-table-builder.js';
import type { Cause, LeafTable } from './leaf-table.js';

const SHOP: WorldOptions = { seed: 77, leaves: 4_000, outcomes: 20_000, base: 10, wander: 0.1, rate: 0.04 };
const world = (faults: readonly Fault[], options: Partial<WorldOptions> = {}): World => worldOf({ ...SHOP, ...options }, () => faults);
const segments = (causes: readonly Cause[]): Segment[] => causes.map(({ segment }) => segment);

/** Counts what a segment's rows hold, straight from the table. */
function counted({ table, leaves }: World, isMember: (leaf: World['leaves'][number]) => boolean): { total: number; failed: number } {
  const rows = leaves.flatMap((leaf, row) => (isMember(leaf) ? [row] : []));
  const sum = (counts: Float64Array): number => rows.reduce((all, row) => all + (counts[row] ?? 0), 0);
  return { total: sum(table.total), failed: sum(table.failed) };
}

describe('an explanation', () => {
  it('names one provider’s stage, with its counts and its share of the extra failures and of the traffic', () => {
    const shop = world([{ segment: { provider: 'p3', stage: 'authorisation' }, effect: { added: 0.6 } }]);
    const [cause, ...others] = explain(shop.table);
    expect(others).toEqual([]);
    expect(cause?.segment).toEqual({ provider: 'p3', stage: 'authorisation' });
    const truth = counted(shop, ({ segment }) => segment['provider'] === 'p3' && segment['stage'] === 'authorisation');
    expect(cause).toMatchObject(truth);
    expect(cause?.trafficShare).toBeCloseTo(truth.total / counted(shop, () => true).total, 10);
    expect(cause?.extraShare).toBeGreaterThan(0.85);
    expect(cause?.extraShare).toBeLessThanOrEqual(1);
    expect(cause?.expected).toBeGreaterThan(0.02 * truth.total);
    expect(cause?.expected).toBeLessThan(0.08 * truth.total);
  });

  it('says what is normal beside it', () => {
    const shop = world([{ segment: { provider: 'p3', stage: 'authorisation' }, effect: { added: 0.6 } }]);
    const contrasts = explain(shop.table)[0]?.contrasts ?? [];
    expect(contrasts.map(({ dimension, segment }) => [dimension, segment])).toEqual([
      ['stage', { provider: 'p3' }],
      ['provider', { stage: 'authorisation' }],
    ]);
    const others = counted(shop, ({ segment }) => segment['provider'] !== 'p3' && segment['stage'] === 'authorisation');
    expect(contrasts[1]).toMatchObject(others);
    for (const { failed, expected } of contrasts) expect(Math.abs(failed - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  it('finds old versions of a browser at one provider’s stage as one range', () => {
    const segment = { provider: 'p2', stage: 'authentication', browser_version: 'ie~lte:10' };
    const shop = world([{ segment, effect: { added: 0.4 } }], { leaves: 8_000, outcomes: 60_000 });
    expect(segments(explain(shop.table))).toEqual([segment]);
  });

  it('keeps two overlapping causes apart', () => {
    const faults: Fault[] = [
      { segment: { provider: 'p1' }, effect: { added: 0.15 } },
      { segment: { method: 'm2', stage: 'confirmation' }, effect: { added: 0.5 } },
    ];
    const found = segments(explain(world(faults).table));
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining(faults.map(({ segment }) => segment)));
  });

  it('finds a slice of one to three percent of the traffic that the whole does not show', () => {
    const shop = world([{ segment: { merchant: 'shop9' }, effect: { added: 0.3 } }]);
    const [cause, ...others] = explain(shop.table);
    expect(others).toEqual([]);
    expect(cause?.segment).toEqual({ merchant: 'shop9' });
    expect(cause?.trafficShare).toBeGreaterThan(0.005);
    expect(cause?.trafficShare).toBeLessThan(0.04);
  });

  it('names everything where everything fails more, and several providers where several do', () => {
    expect(segments(explain(world([{ segment: {}, effect: { odds: 6 } }]).table))).toEqual([{}]);
    const three = ['p1', 'p3', 'p5'].map((provider): Fault => ({ segment: { provider }, effect: { added: 0.5 } }));
    const found = segments(explain(world(three).table));
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining(three.map(({ segment }) => segment)));
  });

  it('says nothing where nothing is wrong, however much rates wander', () => {
    for (const seed of [301, 302, 303, 304, 305, 306]) {
      for (const wander of [0, 0.2, 0.35]) expect(explain(world([], { seed, wander }).table)).toEqual([]);
    }
  });

  it('takes the rest as the measure where there is no past', () => {
    const shop = world([{ segment: { provider: 'p3' }, effect: { added: 0.5 } }], { base: 0 });
    expect(segments(explain(shop.table))).toEqual([{ provider: 'p3' }]);
  });

  it('is the same each time, and for rows in any order', () => {
    const { table } = world([{ segment: { provider: 'p3', os: 'ios' }, effect: { odds: 12 } }]);
    const turned = reversed(table);
    expect(explain(table)).toEqual(explain(table));
    expect(segments(explain(turned))).toEqual(segments(explain(table)));
  });
});

describe('segments with equal extents', () => {
  const leaf = (builder: LeafTableBuilder, values: (string | undefined)[], failed: number): void =>
    builder.add(values, { total: 200, failed, baseTotal: 2_000, baseFailed: 60 });

  it('are told with the fewest dimensions', () => {
    const builder = new LeafTableBuilder([{ id: 'os' }, { id: 'browser' }, { id: 'webview' }]);
    for (let i = 0; i < 5; i += 1) {
      leaf(builder, ['ios', 'safari', 'kakaotalk'], 90);
      leaf(builder, ['ios', 'safari', undefined], 6);
      leaf(builder, ['android', 'samsung', undefined], 5);
      leaf(builder, ['windows', 'chrome', undefined], 6);
    }
    expect(segments(explain(builder.build()))).toEqual([{ webview: 'kakaotalk' }]);
  });

  it('are told as a value rather than a range that holds all of them', () => {
    const dimensions = [{ id: 'browser' }, { id: 'version', ordered: true, qualifiedBy: 'browser' }];
    const builder = new LeafTableBuilder(dimensions);
    for (const version of [9, 10, 11]) leaf(builder, ['ie', `ie/${version}`], 80);
    for (const version of [118, 119, 120]) leaf(builder, ['chrome', `chrome/${version}`], 6);
    expect(segments(explain(builder.build()))).toEqual([{ browser: 'ie' }]);
  });
});

it('keeps to the pair that fails where chance alone makes the rest of one of its values look a little worse', () => {
  const builder = new LeafTableBuilder([{ id: 'provider' }, { id: 'method' }]);
  const add = (values: string[], [failed, total]: [number, number], rate: number): void =>
    builder.add(values, { total, failed, baseTotal: 4 * total, baseFailed: Math.round(4 * total * rate) });
  add(['uk', 'master'], [267, 274], 0.8);
  add(['uk', 'visa'], [110, 134], 0.8);
  add(['simple', 'master'], [115, 123], 0.86);
  add(['simple', 'visa'], [96, 118], 0.77);
  add(['money', 'master'], [58, 74], 0.75);
  add(['money', 'visa'], [48, 56], 0.8);
  add(['gold', 'master'], [15, 29], 0.59);
  add(['gold', 'visa'], [18, 33], 0.6);
  expect(segments(explain(builder.build()))).toEqual([{ provider: 'uk', method: 'master' }]);
});

it('has no answer for an empty table', () => {
  expect(explain(new LeafTableBuilder([{ id: 'provider' }]).build())).toEqual([]);
  expect(explain(new LeafTableBuilder([]).build())).toEqual([]);
});

function reversed(table: LeafTable): LeafTable {
  const order = Array.from({ length: table.rows }, (_, row) => table.rows - 1 - row);
  const width = table.dimensions.length;
  const turn = (counts: Float64Array): Float64Array => Float64Array.from(order, (row) => counts[row] ?? 0);
  return {
    ...table,
    keys: Int32Array.from(order.flatMap((row) => [...table.keys.subarray(row * width, (row + 1) * width)])),
    total: turn(table.total),
    failed: turn(table.failed),
    baseTotal: turn(table.baseTotal),
    baseFailed: turn(table.baseFailed),
  };
}
