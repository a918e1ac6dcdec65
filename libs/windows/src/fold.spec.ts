import { type Journey, type Outcome, type StageEvent } from '@tillwatch/domain';
import { countedPlainly, countPlainly, logged } from '@tillwatch/testing';
import fc from 'fast-check';
import { foldCounts } from './fold-counts.spec-data.js';
import { Fold } from './fold.js';
import { sealDue, sealedAt } from './seal.js';
import { TierClock } from './tiers.js';

const NOW = Date.UTC(2026, 10, 22, 5, 0, 0);
const tierClock = new TierClock('Asia/Seoul');
const dimension = (id: string): Journey['dimensions'][number] => ({
  id,
  label: { ko: id, en: id },
  limit: 100,
  ordered: false,
  values: {},
});
const journey: Journey = {
  id: 'checkout',
  label: { ko: '', en: '' },
  stages: ['window', 'authorisation'].map((id) => ({ id, label: { ko: id, en: id }, deadlineMs: 600_000, usualMs: 60_000 })),
  dimensions: [dimension('provider'), dimension('browser')],
  attempts: 'tracked',
  reviseWithinMs: 7_200_000,
  cuboids: [
    { dimensions: [], keep: 'long' },
    { dimensions: ['provider'], keep: 'long' },
    { dimensions: ['browser'], keep: 'long' },
    { dimensions: ['provider', 'browser'], keep: 'short' },
  ],
};

function foldOf(batches: readonly (readonly StageEvent[])[], at: (i: number) => number = () => NOW): Fold {
  const fold = new Fold({ journeys: [journey], tierClock, watched: [] }, sealedAt(tierClock, NOW / 1000));
  batches.forEach((events, i) => fold.apply(logged(events, at(i))));
  return fold;
}

const sorted = (counts: Map<string, number>): [string, number][] => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));

const eventArbitrary = fc
  .record({
    attempt: fc.integer({ min: 0, max: 12 }),
    stage: fc.constantFrom('window', 'authorisation'),
    report: fc.integer({ min: 0, max: 5 }),
    outcome: fc.constantFrom<Outcome>('started', 'ok', 'failed', 'abandoned'),
    failureClass: fc.constantFrom('system' as const, 'declined' as const, 'unknown' as const),
    secondsAgo: fc.integer({ min: 0, max: 50 }),
    provider: fc.option(fc.constantFrom('kg', 'toss'), { nil: undefined }),
    browser: fc.constantFrom('ie', 'chrome'),
  })
  .map(({ attempt, stage, report, outcome, failureClass, secondsAgo, provider, browser }): StageEvent => ({
    tenant: 'default',
    // One id per report; a report is always the same, and a later report has a higher revision and its own time.
    id: `${attempt}:${stage}:${report}:${outcome}:${failureClass}:${provider}:${browser}:${secondsAgo}`,
    journey: 'checkout',
    reporter: 'server',
    stage,
    attempt: `a${attempt}`,
    outcome,
    ...(outcome === 'failed' ? { failureClass } : {}),
    revision: 1 + report,
    occurredAt: NOW - secondsAgo * 1000 - report * 7 - attempt,
    receivedAt: NOW,
    dimensions: { browser, ...(provider === undefined ? {} : { provider }) },
    count: 1,
    spanMs: 0,
    backfill: false,
  }));

/** Of reports that nothing in the contract orders (same pair, revision and time), only one is kept: they need a revision. */
function explicit(events: readonly StageEvent[]): StageEvent[] {
  const seen = new Set<string>();
  return events.filter((event) => {
    const kind = event.outcome === 'started' ? 's' : `o${event.revision}`;
    const key = `${event.attempt}|${event.stage}|${kind}|${event.outcome === 'started' ? event.occurredAt : ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

describe('the fold', () => {
  it('gives the same windows for any order and batching of events with explicit revisions, equal to a plain count', () => {
    fc.assert(
      fc.property(
        fc.array(eventArbitrary, { maxLength: 60 }).map(explicit),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        fc.integer({ min: 1, max: 9 }),
        (events, random, size) => {
          const shuffled = events
            .map((event) => ({ event, at: random.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ event }) => event);
          const batches: StageEvent[][] = [];
          for (let i = 0; i < shuffled.length; i += size) batches.push(shuffled.slice(i, i + size));
          expect(sorted(foldCounts(foldOf(batches)))).toEqual(
            sorted(countPlainly(countedPlainly(events, journey, NOW / 1000), journey, 10)),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('spreads counted events over their span without losing or inventing one', () => {
    fc.assert(
      fc.property(
        fc.record({
          count: fc.integer({ min: 2, max: 500 }),
          spanMs: fc.integer({ min: 0, max: 120_000 }),
          ago: fc.integer({ min: 0, max: 200_000 }),
        }),
        ({ count, spanMs, ago }) => {
          const event: StageEvent = {
            tenant: 'default',
            id: 'c',
            journey: 'checkout',
            reporter: 'server',
            stage: 'window',
            attempt: 'c',
            outcome: 'ok',
            revision: 0,
            occurredAt: NOW - ago,
            receivedAt: NOW,
            dimensions: { browser: 'ie' },
            count,
            spanMs,
            backfill: true,
          };
          expect(sorted(foldCounts(foldOf([[event]])))).toEqual(
            sorted(countPlainly(countedPlainly([event], journey, NOW / 1000), journey, 10)),
          );
        },
      ),
    );
  });

  it('folds values beyond the limit into _other and says how many', () => {
    const events = Array.from({ length: 130 }, (_, i): StageEvent => ({
      tenant: 'default',
      id: `v${i}`,
      journey: 'checkout',
      reporter: 'server',
      stage: 'window',
      attempt: `v${i}`,
      outcome: 'ok',
      revision: 0,
      occurredAt: NOW,
      receivedAt: NOW,
      dimensions: { provider: `p${i}` },
      count: 1,
      spanMs: 0,
      backfill: false,
    }));
    const fold = foldOf([events]);
    const use = fold.scopes.uses[0]?.dimensions.find(({ dimension: id }) => id === 'provider');
    expect(use).toMatchObject({ values: 100, limit: 100, foldedValues: 30, foldedEvents: 30 });
    const counts = foldCounts(fold, '10s');
    expect(counts.get(`window|provider=_other|${NOW / 1000}|ok`)).toBe(30);
    expect(counts.get(`window||${NOW / 1000}|ok`)).toBe(130);
  });

  it('seals hours as the sum of their minutes, leaving combinations kept short out', () => {
    const at = (minute: number): number => NOW + minute * 60_000;
    const batches = Array.from({ length: 70 }, (_, minute): StageEvent[] => [
      {
        tenant: 'default',
        id: `h${minute}`,
        journey: 'checkout',
        reporter: 'server',
        stage: 'authorisation',
        attempt: `h${minute}`,
        outcome: 'ok',
        revision: 0,
        occurredAt: at(minute),
        receivedAt: at(minute),
        dimensions: { provider: 'kg', browser: 'ie' },
        count: 1,
        spanMs: 0,
        backfill: false,
      },
    ]);
    const fold = foldOf(batches, at);
    const sealed = sealDue(fold.slices, at(70) / 1000).filter(({ tier }) => tier === '1h');
    expect(sealed.map(({ start }) => start)).toEqual([NOW / 1000]);
    const sums: number[] = [];
    sealed[0]?.table.each((_, n) => sums.push(n));
    // Total, provider and browser, not provider × browser: of the stage, of attempts that began, and of those that succeeded.
    expect(sums).toEqual(Array.from({ length: 9 }, () => 60));
  });

  it('counts the stage, and no attempt, of what is told too late to know whether it was counted before', () => {
    const event = (id: string, at: number, over: Partial<StageEvent> = {}): StageEvent => ({
      ...{ tenant: 'default', id, journey: 'checkout', reporter: 'server', stage: 'authorisation', attempt: id, outcome: 'ok' },
      ...{ revision: 0, occurredAt: at, receivedAt: NOW, dimensions: {}, count: 1, spanMs: 0, backfill: false },
      ...over,
    });
    const fold = foldOf([[event('late', NOW - 3 * 3_600_000), event('past', NOW - 3 * 3_600_000, { backfill: true }), event('now', NOW)]]);
    const sum = (stage: string): number =>
      [...foldCounts(fold, '1m'), ...foldCounts(fold)].reduce(
        (n, [name, count]) => n + (name.startsWith(`${stage}||`) && name.endsWith('|ok') ? count : 0),
        0,
      );
    expect([sum('authorisation') - sum('#attempt') > 0, fold.strayAttempts('default', 'checkout')]).toEqual([true, 1]);
  });
});
