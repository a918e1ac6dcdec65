import { MOST_EXPLAINING } from '@tillwatch/domain';
import { EVIDENCE_COLUMNS } from './evidence.js';
import { LeavesHeard } from './leaves-heard.js';
import { Names } from './names.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0) / 1000;
const [MINUTE, HOUR] = [60, 3_600];
const evidence = (of: Readonly<Record<string, number>>): number[] => EVIDENCE_COLUMNS.map((column) => of[column] ?? 0);
const OK = evidence({ total: 1 });
const FAILED = evidence({ total: 1, failed: 1 });

/** What fades does so by the hour, with a half-life of three days: what is taken off is that much off. */
const LEFT_OVER = 0.02;

class Shop {
  readonly leaves = new LeavesHeard(new Names());

  row(n: number): number {
    return this.leaves.rows.ofSymbols(Array.from({ length: MOST_EXPLAINING + 1 }, (_, i) => (i === 0 ? n : 0)));
  }

  /** One outcome a minute of each row, up to `hours` after the start. */
  live(rows: readonly number[], hours: number, outcome: number[]): void {
    for (let at = Math.max(START, this.leaves.now) + MINUTE; at <= START + hours * HOUR; at += MINUTE) {
      this.leaves.now = at;
      for (const row of rows) this.leaves.hear(row, outcome, 1);
      this.leaves.settle();
    }
  }

  heardSince(from: number): number[] {
    const sum = [0, 0];
    this.leaves.each(from, (_, counts, at) => add(sum, counts, at, 1));
    return sum;
  }

  usualAt(at: number): number[] {
    const sum = [0, 0];
    this.leaves.eachUsual(at, (_, numbers, place, times) => add(sum, numbers, place, times));
    return sum.map(Math.round);
  }
}

function add(sum: number[], numbers: ArrayLike<number>, at: number, times: number): void {
  for (const i of [0, 1]) sum[i] = (sum[i] ?? 0) + times * (numbers[at + i] ?? 0);
}

describe('a rise that takes hours to show, where little comes', () => {
  const shop = new Shop();
  const began = START + 6 * HOUR;
  beforeAll(() => {
    shop.live([shop.row(1)], 6, OK);
    shop.live([shop.row(1)], 14, FAILED);
  });

  it('is counted from its start, long after it was learnt', () => {
    expect(shop.heardSince(began + MINUTE)).toEqual([480, 480]);
    expect(shop.leaves.from).toBe(START + MINUTE);
  });

  it('is compared with what was usual then: nothing of it is in there', () => {
    const [total = 0, failed] = shop.usualAt(began + MINUTE);
    expect(Math.abs(failed ?? NaN)).toBeLessThan(LEFT_OVER * 480);
    // All that was heard before, less what has faded since.
    expect(total).toBeGreaterThan(320);
    expect(total).toBeLessThanOrEqual(360);
  });

  it('is known by when it is stored only as far as it is not in slots', () => {
    expect(shop.leaves.learntUntil).toBe(START + 13 * HOUR + MINUTE);
  });
});

it('what belonged to a trouble is neither usual nor taken off what is', () => {
  const shop = new Shop();
  const own = shop.row(1);
  shop.leaves.exclusions.set([{ id: 'a', from: START, to: START + 2 * HOUR, excludes: true, matches: () => true }]);
  shop.live([own], 4, FAILED);
  for (const n of shop.usualAt(START)) expect(Math.abs(n)).toBeLessThan(LEFT_OVER * 120);
  expect(shop.usualAt(START + 4 * HOUR)[0]).toBeGreaterThan(110);
});

it('where much comes no more than the last hours are kept', () => {
  const shop = new Shop();
  shop.live(
    Array.from({ length: 500 }, (_, n) => shop.row(n + 1)),
    6,
    OK,
  );
  expect(shop.leaves.from).toBeGreaterThan(START + HOUR);
  expect(shop.leaves.from).toBeLessThanOrEqual(START + 5 * HOUR);
});
