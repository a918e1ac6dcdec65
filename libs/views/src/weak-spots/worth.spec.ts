import type { Journey, StageEvent } from '@tillwatch/domain';
import { logged, specEvent } from '@tillwatch/testing';
import { Fold, TierClock } from '@tillwatch/windows';
import { worthOf, type Place } from './worth.js';

const NOW = Date.UTC(2026, 10, 22, 5);
const label = { ko: '', en: '' };
const dimension = { label, limit: 10, ordered: false, values: {} };
const journey: Journey = {
  ...{ id: 'checkout', label, attempts: 'tracked', reviseWithinMs: 7_200_000, currency: 'KRW' },
  stages: ['window', 'authorisation'].map((id) => ({ id, label, deadlineMs: 600_000, usualMs: 60_000 })),
  dimensions: ['provider', 'merchant'].map((id) => ({ ...dimension, id })),
  cuboids: [{ dimensions: [], keep: 'long' }],
};

/** So many outcomes at a stage, each worth as much. */
function outcomes(n: number, of: { stage?: string; provider: string; merchant?: string; won?: number; tenant?: string }): StageEvent[] {
  const { stage = 'authorisation', merchant = 'm1', won, provider, tenant = 'default' } = of;
  const amount = won === undefined ? {} : { amount: { value: won, currency: 'KRW' } };
  return Array.from({ length: n }, () => specEvent(NOW, { stage, tenant, dimensions: { provider, merchant }, ...amount }));
}

function heard(events: readonly StageEvent[]): Fold {
  const fold = new Fold({ journeys: [journey], tierClock: new TierClock('Asia/Seoul'), watched: [] }, { '1m': 0, '1h': 0, '1d': 0 });
  fold.apply(logged(events, NOW));
  return fold;
}

const place = (provider: string, stage = 'authorisation'): Place => ({
  stage,
  conditions: [{ dimension: 'provider', values: new Set([provider]), filter: `provider:${provider}` }],
});
const everywhere = { tenant: 'default', journey, filters: [] };

describe('what attempts of a place are worth', () => {
  const fold = heard([
    ...outcomes(30, { provider: 'kg', won: 10_000 }),
    ...outcomes(10, { provider: 'kg', won: 50_000, merchant: 'm2' }),
    ...outcomes(25, { provider: 'kg' }),
    ...outcomes(40, { provider: 'kg', won: 1, stage: 'window' }),
    ...outcomes(40, { provider: 'kg', won: 2, tenant: 'other' }),
    ...outcomes(29, { provider: 'toss', won: 10_000 }),
  ]);

  it('is the mean of the amounts that are known of its own outcomes', () => {
    expect(worthOf(fold, everywhere, [place('kg'), place('kg', 'window')])).toEqual([
      { currency: 'KRW', mean: 20_000, priced: 40 },
      { currency: 'KRW', mean: 1, priced: 40 },
    ]);
  });

  it('is that of what is asked for only', () => {
    const filters = [{ dimension: 'merchant', matches: (value: string) => value === 'm1' }];
    expect(worthOf(fold, { ...everywhere, filters }, [place('kg')])).toEqual([{ currency: 'KRW', mean: 10_000, priced: 30 }]);
  });

  it('is not known of few amounts, nor where the journey names no currency', () => {
    expect(worthOf(fold, everywhere, [place('toss')])).toEqual([undefined]);
    const { currency: _, ...unpriced } = journey;
    expect(worthOf(fold, { ...everywhere, journey: unpriced }, [place('kg')])).toEqual([undefined]);
  });
});
