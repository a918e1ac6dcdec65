import type { TrendPoint } from '@tillwatch/contract';
import { boardMaximum, sparkPoints, sparkView } from './spark-view.js';

const MINUTE = 60_000;
const now = 1_000 * MINUTE + 30_000;
const minute = (ago: number, total: number, failed: number): TrendPoint => ({
  at: (1_000 - ago) * MINUTE,
  ...{ total, failed, low: 0.01, high: 0.04 },
});
const drawn = (points: readonly TrendPoint[]) => sparkPoints(points, { now, poolMinutes: 5 }).map(({ rate }) => rate);

describe('the last hour as drawn', () => {
  it('has a place for every minute and gaps where nothing is known', () => {
    const rates = drawn([minute(59, 100, 1), minute(1, 100, 3), minute(0, 50, 1)]);
    expect(rates).toHaveLength(60);
    expect(rates[0]).toBe(0.01);
    expect(rates.slice(1, 58).every((rate) => rate === null)).toBe(true);
    expect(rates.slice(58)).toEqual([0.03, 0.02]);
  });

  it('moves on while nothing comes, so that a cut is seen as a gap', () => {
    const rates = sparkPoints([minute(0, 100, 3)], { now: now + 7 * MINUTE, poolMinutes: 5 }).map(({ rate }) => rate);
    expect(rates[52]).toBe(0.03);
    expect(rates.slice(53).every((rate) => rate === null)).toBe(true);
  });

  it('pools a thin minute with as few before it as make ten attempts', () => {
    expect(drawn([minute(2, 50, 50), minute(1, 6, 3), minute(0, 4, 0)]).slice(57)).toEqual([1, 53 / 56, 0.3]);
  });

  it('draws no rate where five minutes do not hold ten attempts', () => {
    const thin = [0, 1, 2, 3, 4, 5, 6].map((ago) => minute(ago, 1, 1));
    expect(drawn(thin).every((rate) => rate === null)).toBe(true);
  });

  it('marks a rise from the minute it began', () => {
    const scene = { now, maximum: 0.1, poolMinutes: 5, since: now - 4 * MINUTE } as const;
    expect(sparkView([], { ...scene, state: 'critical' })).toMatchObject({ tone: 'critical', risesFrom: 55 });
    expect(sparkView([], { ...scene, state: 'watch' })).toMatchObject({ tone: 'calm', risesFrom: 60 });
    expect(sparkView([], { ...scene, state: 'warning', since: now - 9 * 60 * MINUTE }).risesFrom).toBe(0);
  });
});

describe('the scale of a board', () => {
  const usual = (high: number, learning = false) => ({ rate: high / 2, low: 0, high, learning });

  it('is the same for all tiles, a quarter above the highest bound, at least 10 %', () => {
    expect(boardMaximum([usual(0.02), null])).toBe(0.1);
    expect(boardMaximum([usual(0.02), usual(0.12)])).toBeCloseTo(0.15);
    expect(boardMaximum([usual(0.95)])).toBe(1);
  });

  it('is not blown up by what is still being learnt', () => {
    expect(boardMaximum([usual(0.02), usual(1, true)])).toBe(0.1);
  });
});
