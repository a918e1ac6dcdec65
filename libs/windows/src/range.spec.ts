import { exactFrom, MOST_SLICES, planRange, RangeTooLongError, type RangePlan } from './range.js';
import { Slices } from './slices.js';
import { TierClock, type Tier } from './tiers.js';

const HOUR = 3_600;
const NOW = Date.UTC(2026, 10, 22, 5) / 1_000;
const clock = new TierClock('Asia/Seoul');
const today = clock.start('1d', NOW);
/** An installation of today, which trusts hours of any age. */
const exact = exactFrom(NOW, NOW - HOUR);

function plan(from: number, to: number, coarsest?: Tier): RangePlan {
  const slices = new Slices(clock, { '1m': NOW - 120, '1h': NOW - 2 * HOUR, '1d': today }, () => false);
  return planRange(slices, { from, to }, exact, coarsest);
}

function tiersOf(planned: RangePlan): Partial<Record<Tier, number>> {
  const tiers: Partial<Record<Tier, number>> = {};
  if (planned.ok) for (const { tier } of planned.slices) tiers[tier] = (tiers[tier] ?? 0) + 1;
  return tiers;
}

describe('a range', () => {
  it('is cut into the coarsest slices that fit', () => {
    expect(tiersOf(plan(today - 10 * 24 * HOUR, NOW))).toEqual({ '1d': 10, '1h': 12, '1m': 118, '10s': 12 });
  });

  it('of all days since 2000 or all hours of 13 months is not too long', () => {
    const first = clock.start('1d', Date.UTC(2000, 0, 1) / 1_000);
    expect(tiersOf(plan(first, today))).toEqual({ '1d': (today - first) / 24 / HOUR });
    expect(tiersOf(plan(today - 396 * 24 * HOUR, today, '1h'))).toEqual({ '1h': 396 * 24 });
  });

  it('is refused beyond the slices that are read for one answer', () => {
    expect(tiersOf(plan(today - MOST_SLICES * HOUR, today, '1h'))).toEqual({ '1h': MOST_SLICES });
    expect(() => plan(today - (MOST_SLICES + 1) * HOUR, today, '1h')).toThrow(RangeTooLongError);
    expect(() => plan(NOW, Date.UTC(2099, 11, 31) / 1_000)).toThrow(RangeTooLongError);
  });
});
