import { COUNT_COLUMNS, type Counts, type Journey, type Outcome, type StageEvent } from '@tillwatch/domain';
import { KeySpace } from '@tillwatch/redis';
import { countedPlainly, countPlainly, logged } from '@tillwatch/testing';
import fc from 'fast-check';
import { Fold } from './fold.js';
import { lastMinutes, liveWindow } from './live-window.js';
import { sealedAt } from './seal.js';
import { SnapshotBuilder } from './snapshot-builder.js';
import { TierClock } from './tiers.js';

const NOW = Date.UTC(2026, 10, 22, 5, 0, 0);
const label = { ko: '', en: '' };
const tierClock = new TierClock('Asia/Seoul');
const journey: Journey = {
  id: 'checkout',
  label,
  stages: [{ id: 'authorisation', label, deadlineMs: 86_400_000, usualMs: 86_400_000 }],
  dimensions: [{ id: 'provider', label, limit: 100, ordered: false, values: {} }],
  attempts: 'tracked',
  reviseWithinMs: 7_200_000,
  cuboids: [[], ['provider']].map((dimensions) => ({ dimensions, keep: 'long' as const })),
};

/** A step of time: how long until the next entry, its events, and whether a snapshot follows (which seals what is due). */
const step = fc.record({
  waitMs: fc.integer({ min: 0, max: 150_000 }),
  snapshot: fc.boolean(),
  events: fc.array(
    fc.record({
      lateMs: fc.oneof(fc.nat(40_000), fc.nat(3_000_000)),
      attempt: fc.nat(15),
      revision: fc.nat(2),
      outcome: fc.constantFrom<Outcome>('started', 'ok', 'failed'),
    }),
    { maxLength: 6 },
  ),
});

function plainCounts(sent: readonly StageEvent[], from: number, to: number): Counts {
  const sums: Record<string, number> = Object.fromEntries(COUNT_COLUMNS.map((column) => [column, 0]));
  for (const [name, n] of countPlainly(countedPlainly(sent, journey, NOW / 1000), journey, 10)) {
    const [stage, segment, start, column = ''] = name.split('|');
    if (stage === 'authorisation' && segment === 'provider=kg' && Number(start) >= from && Number(start) < to)
      sums[column] = (sums[column] ?? 0) + n;
  }
  return sums as unknown as Counts;
}

it('windows and minutes are a plain count at any time, sealed or not, whatever comes late', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
      const fold = new Fold({ journeys: [journey], tierClock, watched: [] }, sealedAt(tierClock, NOW / 1000));
      const builder = new SnapshotBuilder(fold, new KeySpace('test:'), { epoch: 1, number: 0 });
      const sent: StageEvent[] = [];
      let now = NOW;
      for (const { waitMs, snapshot, events } of steps) {
        now += waitMs;
        const batch = events.map(({ lateMs, attempt, revision, outcome }, i): StageEvent => {
          const occurredAt = Math.max(NOW - 600_000, now - lateMs);
          const shared = {
            tenant: 'default',
            journey: 'checkout',
            stage: 'authorisation',
            reporter: 'server' as const,
            dimensions: { provider: 'kg' },
          };
          const id = `${sent.length + i}`;
          return {
            ...shared,
            id,
            attempt: `a${attempt}`,
            outcome,
            revision,
            occurredAt,
            receivedAt: now,
            count: 1,
            spanMs: 0,
            backfill: false,
          };
        });
        sent.push(...batch);
        fold.apply(logged(batch, now));
        if (snapshot) builder.build('1-0', []);
      }
      const series = fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: 'authorisation' }, { provider: 'kg' });
      if (series < 0) return;
      const to = Math.ceil(now / 10_000) * 10;
      for (const length of [60, 300, 3_600]) {
        const window = liveWindow(fold, series, length, to);
        expect(window.counts).toEqual(plainCounts(sent, window.from, window.to));
      }
      for (const { minute, counts } of lastMinutes(fold, series, 60, Math.floor(now / 1000))) {
        expect(counts).toEqual(plainCounts(sent, minute * 60, minute * 60 + 60));
      }
    }),
    { numRuns: 60 },
  );
});
