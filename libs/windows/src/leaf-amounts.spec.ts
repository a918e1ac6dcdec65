import { OUTCOMES, REPORTERS, type Amount, type Journey, type Reporter, type StageEvent } from '@tillwatch/domain';
import { attemptsPlainly, countedOf, logged, specEvent } from '@tillwatch/testing';
import { ByteReader, ByteWriter } from '@tillwatch/redis';
import fc from 'fast-check';
import { AMOUNT_WIDTH, EVIDENCE_COLUMNS } from './evidence.js';
import { Fold } from './fold.js';
import { encodeHeard, readHeard } from './leaf-codec.js';
import { LeavesHeard } from './leaves-heard.js';
import { sealedAt } from './seal.js';
import { Admission } from './stamp.js';
import { TierClock } from './tiers.js';

const NOW = Date.UTC(2026, 10, 22, 5, 0, 0);
const tierClock = new TierClock('Asia/Seoul');
const label = { ko: '', en: '' };
const STAGES = ['window', 'authorisation', 'completion'];
const journey: Journey = {
  ...{ id: 'checkout', label, attempts: 'tracked', reviseWithinMs: 7_200_000, currency: 'KRW' },
  // Nothing stalls: how long is usual is not the oracle's business.
  stages: STAGES.map((id) => ({ id, label, deadlineMs: 300_000, usualMs: 86_400_000 })),
  dimensions: [{ id: 'provider', label, limit: 10, ordered: false, values: {} }],
  cuboids: [{ dimensions: [], keep: 'long' }],
};
const foldNow = (): Fold => new Fold({ journeys: [journey], tierClock, watched: [] }, sealedAt(tierClock, NOW / 1000 - 3_600));

const report = fc
  .record({
    attempt: fc.constantFrom('a', 'b', 'c'),
    stage: fc.constantFrom(...STAGES),
    reporter: fc.constantFrom(...REPORTERS),
    outcome: fc.constantFrom(...OUTCOMES),
    revision: fc.integer({ min: 0, max: 1 }),
    secondsAgo: fc.integer({ min: 0, max: 200 }),
    amount: fc.option(fc.record({ value: fc.integer({ min: 0, max: 5_000_000 }), currency: fc.constantFrom('KRW', 'KRW', 'USD') })),
    provider: fc.option(fc.constantFrom('kg', 'toss')),
    isDeclined: fc.boolean(),
  })
  .map(({ secondsAgo, amount, provider, isDeclined, ...rest }) =>
    specEvent(NOW - secondsAgo * 1_000, {
      ...rest,
      id: JSON.stringify([secondsAgo, amount, provider, rest]),
      failureClass: isDeclined ? 'declined' : 'system',
      dimensions: provider === null ? {} : { provider },
      ...(amount === null ? {} : { amount }),
    }),
  );

const BELIEVED: Readonly<Record<Reporter, number>> = { page: 1, server: 2, provider: 3 };
const rankOf = ({ outcome, failureClass }: StageEvent): number =>
  outcome === 'failed' ? (failureClass === 'declined' ? 4 : 3) : { started: 0, ok: 5, abandoned: 1 }[outcome];

/** What an attempt is worth, the plain way: by who says so, at which stage, in which revision, of what; of equals the most. */
function worthOf(events: readonly StageEvent[]): number | undefined {
  const weight = (event: StageEvent): number[] => [
    ...[BELIEVED[event.reporter], STAGES.indexOf(event.stage), event.revision, rankOf(event)],
    event.amount?.value ?? 0,
  ];
  const priced = events.filter(({ amount }) => amount?.currency === 'KRW');
  const byWeight = (a: StageEvent, b: StageEvent): number => {
    const [left, right] = [weight(a), weight(b)];
    const i = left.findIndex((each, at) => each !== right[at]);
    return i < 0 ? 0 : (left[i] ?? 0) - (right[i] ?? 0);
  };
  return [...priced].sort(byWeight).at(-1)?.amount?.value;
}

const COLUMNS_OF: Readonly<Record<string, readonly string[]>> = {
  ok: ['total', 'waited'],
  system: ['total', 'failed', 'waited'],
  declined: ['total', 'failed', 'waited', 'declined'],
  abandoned: ['waited', 'left'],
};

type Sums = Record<string, { sum: number; priced: number }>;

function plainSums(events: readonly StageEvent[], now: number): Sums {
  const sums: Sums = {};
  for (const attempt of attemptsPlainly(events, journey, now / 1000)) {
    const worth = worthOf(events.filter((event) => event.attempt === attempt.id));
    if (worth === undefined) continue;
    for (const { stage, column } of countedOf([attempt], () => 0)) {
      for (const of of COLUMNS_OF[column] ?? []) {
        const known = (sums[`${stage} ${attempt.dimensions['provider'] ?? ''} ${of}`] ??= { sum: 0, priced: 0 });
        known.sum += worth;
        known.priced++;
      }
    }
  }
  return sums;
}

function heardSums(leaves: LeavesHeard): Sums {
  const sums: Sums = {};
  leaves.eachAmount(0, (row, { sums: amounts, priced, at }) => {
    const { stage, values } = leaves.rows.describe(row);
    for (let i = 0; i < AMOUNT_WIDTH; i++) {
      const known = (sums[`${stage} ${values['provider'] ?? ''} ${EVIDENCE_COLUMNS[i]}`] ??= { sum: 0, priced: 0 });
      known.sum += amounts[at + i] ?? 0;
      known.priced += priced[at + i] ?? 0;
    }
  });
  return Object.fromEntries(Object.entries(sums).filter(([, { sum, priced }]) => sum !== 0 || priced !== 0));
}

describe('amounts of leaves', () => {
  it('are what the attempts are worth that count there, whoever names them and in whichever order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ event: report, order: fc.nat() }), { maxLength: 25 }),
        fc.integer({ min: 1, max: 5 }),
        (all, size) => {
          const arriving = [...all].sort((a, b) => a.order - b.order).map(({ event }) => event);
          const once = [...new Map(arriving.map((event) => [event.id, event])).values()];
          const fold = foldNow();
          for (let i = 0; i < once.length; i += size) fold.apply(logged(once.slice(i, i + size), NOW + i * 3_000));
          const now = NOW + 30 * 60_000;
          fold.apply(logged([], now));
          expect(heardSums(fold.leaves)).toEqual(plainSums(once, now));
        },
      ),
      { numRuns: 300 },
    );
  });

  const paid = (amount: Amount, over: Partial<StageEvent> = {}): StageEvent =>
    specEvent(NOW, { outcome: 'failed', final: true, dimensions: { provider: 'kg' }, amount, ...over });

  it("of events that stand for many are each one's, and of history there are none", () => {
    const fold = foldNow();
    const amount = { value: 100, currency: 'KRW' };
    fold.apply(logged([paid(amount, { count: 5, stage: 'window' }), paid(amount, { backfill: true, stage: 'window' })], NOW));
    expect(heardSums(fold.leaves)['window kg failed']).toEqual({ sum: 500, priced: 5 });
  });

  it('come back from storage, beside slots that were stored before there were any', () => {
    const fold = foldNow();
    fold.apply(logged([paid({ value: 49_000, currency: 'KRW' }), paid({ value: 12.5, currency: 'EUR' })], NOW));
    const stamp = { epoch: 1, number: 1 };
    const [[start, tally] = []] = fold.leaves.takePending();
    if (start === undefined || tally === undefined) throw new Error('nothing was heard');
    const stored = encodeHeard(stamp, fold.leaves, tally);
    const read = new LeavesHeard(fold.names);
    readHeard(Buffer.concat([stored, withoutAmounts(stored)]), start, { leaves: read, admission: new Admission(new Map(), stamp) });
    expect(heardSums(read)).toEqual(heardSums(fold.leaves));
    let failed = 0;
    read.each(0, (row, counts, at) => (failed += read.rows.describe(row).stage === 'authorisation' ? (counts[at + 1] ?? 0) : 0));
    expect(failed).toBe(4);
  });
});

/** The same chunk as it was written before: it ends with the errors. */
function withoutAmounts(stored: Buffer): Buffer {
  const reader = new ByteReader(stored);
  const [epoch, number, length] = [reader.uint(), reader.uint(), reader.uint()];
  const body = new ByteReader(reader.raw(length));
  const whole = stored.subarray(stored.length - length);
  const skip = (many: number): void => void Array.from({ length: many }, () => body.int());
  for (let rows = body.uint(); rows > 0; rows--) skip(8 + EVIDENCE_COLUMNS.length);
  for (let errors = body.uint(); errors > 0; errors--) skip(8 + 2);
  const out = new ByteWriter();
  for (const n of [epoch, number, body.position]) out.uint(n);
  out.raw(whole.subarray(0, body.position));
  return out.finish();
}
