import { ERROR_CATEGORIES, minorUnits, NO_AMOUNT, REPORTERS, type FailureClass, type Outcome, type StageEvent } from '@tillwatch/domain';
import { ByteWriter } from '@tillwatch/redis';
import fc from 'fast-check';
import { decodeBatch } from './decode-batch.js';
import { encodeBatch } from './encode-batch.js';
import { Fingerprints } from './fingerprint.js';
import { logged } from './logged.js';
import type { LoggedBatch } from './logged-batch.js';

const AT = Date.UTC(2026, 10, 22, 5, 0, 0);

/** A word as senders write them: any text without the character that the codec keeps for itself. */
const word = fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }).map((text) => text.replaceAll('\u0000', '-'));
const outcome = fc.constantFrom<Outcome>('started', 'ok', 'failed', 'abandoned');

const event: fc.Arbitrary<StageEvent> = fc.record({
  tenant: fc.constantFrom('default', 'other'),
  id: word,
  journey: fc.constantFrom('checkout', 'lease'),
  stage: word,
  attempt: word,
  reporter: fc.constantFrom(...REPORTERS),
  purchase: fc.option(word, { nil: undefined }),
  final: fc.boolean(),
  errorCategory: fc.constantFrom(...ERROR_CATEGORIES),
  errorCode: word,
  outcome,
  failureClass: fc.constantFrom<FailureClass>('system', 'declined', 'unknown'),
  revision: fc.nat(1_000_000),
  occurredAt: fc.integer({ min: 0, max: AT + 120_000 }),
  receivedAt: fc.constant(AT),
  dimensions: fc.dictionary(word, word, { maxKeys: 4 }),
  count: fc.integer({ min: 1, max: 100_000_000 }),
  spanMs: fc.nat(86_400_000),
  backfill: fc.boolean(),
  // Whole amounts, so that what comes back is the same number; a negative one is none.
  amount: fc.option(fc.record({ value: fc.integer({ min: -5, max: 1_000_000_000 }), currency: fc.constantFrom('KRW', 'JPY', 'USD') }), {
    nil: undefined,
  }),
});

/** What an entry says, in the sender's words. */
function wordsOf({ scopes, stages, pairs, errors, currencies, events }: LoggedBatch): unknown[] {
  return events.map(
    ({
      scope,
      stage,
      reporter,
      final,
      error,
      purchase,
      outcome,
      failureClass,
      revision,
      occurredAt,
      count,
      spanMs,
      backfill,
      currency,
      amount,
      ...rest
    }) => ({
      ...scopes[scope],
      stage: stages[stage],
      dimensions: Object.fromEntries(rest.pairs.map((i): [string, string] => [pairs[i]?.dimension ?? '', pairs[i]?.value ?? ''])),
      ...{ reporter, final, purchase, errorCategory: errors[error]?.category, errorCode: errors[error]?.code },
      ...{ outcome, failureClass, revision, occurredAt, count, spanMs, backfill },
      amount: amount === NO_AMOUNT ? undefined : { currency: currencies[currency], minor: amount },
    }),
  );
}

describe('an entry of the log', () => {
  it('that nobody stores says the same as one that was written and read', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        expect(logged(events, AT)).toEqual(decodeBatch(encodeBatch(events, AT, new Fingerprints(1)), new Set()));
      }),
    );
  });

  it('gives back what counting needs of every event', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        const batch = decodeBatch(encodeBatch(events, AT, new Fingerprints(7)), new Set());
        expect(batch.at).toBe(AT);
        const expected = events.map(({ id: _, attempt: __, receivedAt: ___, purchase, amount, ...kept }) => ({
          ...kept,
          purchase: purchase === undefined ? { high: 0, low: 0 } : new Fingerprints(7).attempt(kept, purchase),
          dimensions: { ...kept.dimensions },
          amount: amount === undefined || amount.value < 0 ? undefined : { currency: amount.currency, minor: minorUnits(amount) },
        }));
        expect(wordsOf(batch)).toEqual(expected);
      }),
    );
  });

  it('leaves out the positions that were known already', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 10 }), fc.array(fc.nat(9)), (events, known) => {
        const batch = decodeBatch(encodeBatch(events, AT, new Fingerprints(7)), new Set(known));
        expect(batch.events.map(({ occurredAt }) => occurredAt)).toEqual(
          events.filter((_, i) => !known.includes(i)).map(({ occurredAt }) => occurredAt),
        );
      }),
    );
  });
});

describe('fingerprints', () => {
  it('stay what they were, so that ids seen before an update are recognised after it', () => {
    expect(new Fingerprints(7).of('default', 'pay_8KZ:authorisation:1')).toBe(2738120104659129);
    expect(new Fingerprints(12345).of('다른', '한글 id')).toBe(8435919482050086);
    expect(new Fingerprints(7).attempt({ tenant: 'default', journey: 'checkout' }, 'pay_8KZ')).toEqual({
      high: 2569667385,
      low: 2416708995,
    });
  });

  it('reads entries from before attempts were followed', () => {
    const before = new ByteWriter();
    for (const n of [1, AT]) before.uint(n);
    for (const words of [['default\u0000checkout'], ['window'], ['provider\u0000kg']]) {
      before.uint(words.length);
      for (const word of words) before.text(word);
    }
    // One event: ok, scope 0, stage 0, its attempt, a second ago, one pair.
    for (const n of [1, 1, 0, 0]) before.uint(n);
    for (const n of [7, 8]) before.uint32(n);
    before.int(1_000);
    for (const n of [1, 0]) before.uint(n);
    const { scopes, errors, erased, events } = decodeBatch(before.finish(), new Set());
    expect({ scopes, errors, erased }).toEqual({ scopes: [{ tenant: 'default', journey: 'checkout' }], errors: [], erased: [] });
    expect(events).toMatchObject([
      {
        outcome: 'ok',
        attemptHigh: 7,
        attemptLow: 8,
        occurredAt: AT - 1_000,
        pairs: [0],
        reporter: 'server',
        final: false,
        error: -1,
        amount: NO_AMOUNT,
      },
    ]);
  });
});
