import { REPORTERS, type Journey, type Outcome, type StageEvent } from '@tillwatch/domain';
import { countedPlainly, countPlainly, logged } from '@tillwatch/testing';
import fc from 'fast-check';
import { Fold } from './fold.js';
import { sealedAt } from './seal.js';
import { foldCounts } from './fold-counts.spec-data.js';
import { TierClock } from './tiers.js';

const NOW = Date.UTC(2026, 10, 22, 5, 0, 0);
const tierClock = new TierClock('Asia/Seoul');
const label = { ko: '', en: '' };
const STAGES = ['opened', 'method', 'window', 'authentication', 'authorisation', 'confirmation', 'completion'];
const journey: Journey = {
  id: 'checkout',
  label,
  // Nothing stalls: how long is usual is not the oracle's business.
  stages: STAGES.map((id, i) => ({ id, label, deadlineMs: (5 + i) * 60_000, usualMs: 86_400_000 })),
  dimensions: ['provider', 'browser', 'issuer'].map((id) => ({
    ...{ id, label, limit: 100, ordered: false, values: {} },
    ...(id === 'browser' ? { knownBy: 'page' as const } : {}),
  })),
  attempts: 'tracked',
  reviseWithinMs: 7_200_000,
  cuboids: [[], ['provider'], ['browser'], ['provider', 'browser'], ['issuer', 'provider']].map((dimensions) => ({
    dimensions,
    keep: 'long' as const,
  })),
};

const value = (values: readonly string[]): fc.Arbitrary<string | undefined> => fc.option(fc.constantFrom(...values), { nil: undefined });

/** Any report of any of a few attempts, of which some belong to one purchase. */
const report = fc
  .record({
    attempt: fc.integer({ min: 0, max: 7 }),
    stage: fc.constantFrom(...STAGES),
    reporter: fc.constantFrom(...REPORTERS),
    outcome: fc.constantFrom<Outcome>('started', 'ok', 'failed', 'abandoned'),
    failureClass: fc.constantFrom('system' as const, 'declined' as const, 'unknown' as const),
    revision: fc.integer({ min: 0, max: 2 }),
    // Few seconds and many milliseconds, so that tries of one purchase often fall into one second, also into one instant.
    secondsAgo: fc.oneof(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 2 })),
    msAgo: fc.constantFrom(0, 1, 250, 999),
    final: fc.boolean(),
    dimensions: fc.record({ provider: value(['kg', 'toss']), browser: value(['ie', 'chrome']), issuer: value(['bc', 'kb']) }),
  })
  .map(({ attempt, failureClass, secondsAgo, msAgo, dimensions, outcome, ...rest }): StageEvent => ({
    ...rest,
    tenant: 'default',
    id: JSON.stringify([attempt, failureClass, secondsAgo, msAgo, dimensions, outcome, rest]),
    journey: 'checkout',
    attempt: `a${attempt}`,
    ...(attempt < 6 ? { purchase: `p${attempt % 3}` } : {}),
    outcome,
    ...(outcome === 'failed' ? { failureClass } : {}),
    occurredAt: NOW - secondsAgo * 1000 - msAgo,
    receivedAt: NOW,
    dimensions: Object.fromEntries(Object.entries(dimensions).filter(([, text]) => text !== undefined)) as Record<string, string>,
    ...{ count: 1, spanMs: 0, backfill: false },
  }));

const sorted = (counts: Map<string, number>): [string, number][] => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));

it('counts attempts, stages, retries and what is superseded the same in any order, batching and pace, equal to a plain count', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ event: report, order: fc.nat(), waitMs: fc.integer({ min: 0, max: 120_000 }) }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (reports, size) => {
        const arriving = [...reports].sort((a, b) => a.order - b.order);
        const fold = new Fold({ journeys: [journey], tierClock, watched: [] }, sealedAt(tierClock, NOW / 1000 - 3_600));
        let now = NOW;
        for (let i = 0; i < arriving.length; i += size) {
          const batch = arriving.slice(i, i + size);
          now += batch[0]?.waitMs ?? 0;
          fold.apply(
            logged(
              batch.map(({ event }) => event),
              now,
            ),
          );
        }
        // Past every deadline, so that nothing is open any more.
        now += 20 * 60_000;
        fold.apply(logged([], now));
        const plain = countedPlainly(
          arriving.map(({ event }) => event),
          journey,
          now / 1000,
        );
        expect(sorted(foldCounts(fold))).toEqual(sorted(countPlainly(plain, journey, 10)));
      },
    ),
    { numRuns: 500 },
  );
});
