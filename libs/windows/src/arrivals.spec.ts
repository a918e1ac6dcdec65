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

describe('what is heard of outcomes that are corrected', () => {
  const stages = { ...journey, stages: [stage('authorisation')] };
  let fold: Fold;
  let second = NOW / 1_000;
  beforeEach(() => {
    second = NOW / 1_000;
    fold = new Fold({ journeys: [stages], tierClock: new TierClock('Asia/Seoul'), watched: [] }, { '1m': 0, '1h': 0, '1d': 0 });
  });
  const heard = { total: 0, failed: 0, declined: 0 };
  /** Tells of an attempt, and adds what the judge hears of it. */
  const tell = (attempt: string, of: Partial<StageEvent>): void => {
    second += 1;
    fold.apply(
      logged(
        [specEvent(second * 1_000, { stage: 'authorisation', id: `${attempt} ${second}`, attempt, dimensions: {}, ...of })],
        second * 1_000,
      ),
    );
    const wanted = fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: 'authorisation' }, {});
    fold.arrivals.take((series, { total, failed, declined }) => {
      if (series !== wanted) return;
      heard.total += total;
      heard.failed += failed;
      heard.declined += declined;
    });
  };
  const failed = (of: Partial<StageEvent> = {}): Partial<StageEvent> => ({ outcome: 'failed', failureClass: 'system', ...of });
  const declined = failed({ failureClass: 'declined' });
  beforeEach(() => Object.assign(heard, { total: 0, failed: 0, declined: 0 }));

  it('is that a failure was declined, by the next failure, minutes later', () => {
    tell('a1', failed({ reporter: 'page' }));
    tell('a1', { ...declined, reporter: 'provider' });
    second += 600;
    tell('a2', declined);
    expect(heard).toEqual({ total: 2, failed: 2, declined: 1 });
    tell('a3', failed());
    expect(heard).toEqual({ total: 3, failed: 3, declined: 2 });
  });

  it('is one failure less after one was mended, and the next one again', () => {
    tell('a1', failed({ reporter: 'page' }));
    tell('a1', { outcome: 'ok', reporter: 'provider' });
    second += 600;
    tell('a2', failed());
    expect(heard).toEqual({ total: 2, failed: 1, declined: 0 });
    tell('a3', failed());
    expect(heard).toEqual({ total: 3, failed: 2, declined: 0 });
  });

  it('hides one failure at most a while later, however many were mended, and none after an hour', () => {
    const attempts = Array.from({ length: 20 }, (_, i) => `a${i}`);
    for (const attempt of attempts) tell(attempt, failed({ reporter: 'page' }));
    for (const attempt of attempts) tell(attempt, { outcome: 'ok', reporter: 'provider' });
    second += 600;
    for (const attempt of ['b1', 'b2', 'b3']) tell(attempt, failed());
    expect(heard.failed).toBe(20 + 2);
    tell('b3', { outcome: 'ok', reporter: 'provider' });
    second += 3_600;
    tell('c1', failed());
    expect(heard.failed).toBe(20 + 3);
  });
});

describe('two values together', () => {
  const dimensions = ['issuer', 'provider'].map((id) => ({ id, label, limit: 10, ordered: false, values: {} }));
  const counted: Journey = {
    ...{ ...journey, dimensions },
    cuboids: [[], ['issuer'], ['issuer', 'provider']].map((names) => ({ dimensions: names, keep: 'long' as const })),
  };
  const seriesOf = (fold: Fold, segment: Record<string, string>, id = 'checkout'): number =>
    fold.seriesOf({ tenant: 'default', journey: id, stage: 'window' }, segment);
  const kb = { issuer: 'kb', provider: 'kg' };
  const bc = { issuer: 'bc', provider: 'kg' };

  it('are judged where they are named, in their journey, and the same two of other values are not', () => {
    const lease = { ...counted, id: 'lease' };
    const judgedTogether = { pairs: [], segments: [{ journey: 'checkout', segment: { provider: 'kg', issuer: 'kb' } }] };
    const settings = { journeys: [counted, lease], tierClock: new TierClock('Asia/Seoul'), watched: [], judgedTogether };
    const fold = new Fold(settings, { '1m': 0, '1h': 0, '1d': 0 });
    const come = (of: Partial<StageEvent>): void => fold.apply(logged([specEvent(NOW, { stage: 'window', ...of })], NOW));
    come({ attempt: 'a1', dimensions: kb });
    come({ attempt: 'a2', dimensions: bc });
    come({ attempt: 'a3', dimensions: kb, journey: 'lease' });
    const heard = new Set<number>();
    fold.arrivals.take((series) => heard.add(series));
    const isHeard = (series: number): boolean[] => [fold.arrivals.isJudged(series), heard.has(series)];
    expect(isHeard(seriesOf(fold, kb))).toEqual([true, true]);
    expect(isHeard(seriesOf(fold, bc))).toEqual([false, false]);
    expect(isHeard(seriesOf(fold, kb, 'lease'))).toEqual([false, false]);
  });
});
