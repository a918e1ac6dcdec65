import type { Journey, StageEvent } from '@tillwatch/domain';
import { logged, specEvent } from '@tillwatch/testing';
import { Fold } from './fold.js';
import { TierClock } from './tiers.js';

const NOW = Date.UTC(2026, 10, 22, 5, 0, 0);
const label = { ko: '', en: '' };
const stage = (id: string) => ({ id, label, deadlineMs: 1_800_000, usualMs: 30_000 });
const journey: Journey = {
  ...{ id: 'checkout', label, attempts: 'tracked', reviseWithinMs: 7_200_000 },
  stages: [stage('window'), stage('authorisation')],
  dimensions: [{ id: 'issuer', label, limit: 10, ordered: false, values: {} }],
  cuboids: [[], ['issuer']].map((dimensions) => ({ dimensions, keep: 'long' as const })),
};

describe('who came to a stage', () => {
  let fold: Fold;
  beforeEach(() => {
    fold = new Fold({ journeys: [journey], tierClock: new TierClock('Asia/Seoul'), watched: [] }, { '1m': 0, '1h': 0, '1d': 0 });
  });
  const hear = (of: Partial<StageEvent>): void =>
    fold.apply(logged([specEvent(NOW, { stage: 'window', attempt: 'a1', dimensions: {}, ...of })], NOW));
  const came = (at: string, segment: Record<string, string> = {}): number => {
    const wanted = fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: at }, segment);
    let arrived = 0;
    fold.arrivals.take((series, heard) => (arrived += series === wanted ? heard.arrived : 0));
    return arrived;
  };

  it('is heard of when somebody starts, and once', () => {
    hear({ outcome: 'started' });
    expect(came('window')).toBe(1);
    hear({ outcome: 'ok', occurredAt: NOW + 1_000 });
    expect(came('window')).toBe(0);
  });

  it('is heard of by an outcome where no start is told, and not again by a start that comes late', () => {
    hear({ outcome: 'failed', failureClass: 'system' });
    expect(came('window')).toBe(1);
    hear({ outcome: 'started', occurredAt: NOW - 2_000 });
    expect(came('window')).toBe(0);
  });

  it('is heard of in a combination once its value is known', () => {
    hear({ outcome: 'started' });
    expect(came('window', { issuer: 'kb' })).toBe(0);
    hear({ outcome: 'ok', occurredAt: NOW + 1_000, dimensions: { issuer: 'kb' } });
    expect(came('window', { issuer: 'kb' })).toBe(1);
  });

  it('is one of many where events stand for many', () => {
    hear({ outcome: 'ok', count: 7 });
    expect(came('window')).toBe(7);
  });
});
