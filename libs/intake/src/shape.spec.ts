import { wireEventSchema } from '@tillwatch/contract';
import fc from 'fast-check';
import { shapeFault } from './shape.js';

const valid: Readonly<Record<string, unknown>> = {
  id: 'pay_1:authorisation:1',
  journey: 'checkout',
  stage: 'authorisation',
  attempt: 'pay_1',
  purchase: 'order-1',
  outcome: 'failed',
  revision: 0,
  occurredAt: '2026-11-22T05:03:21.120Z',
  durationMs: 4210.5,
  amount: { value: 49_000, currency: 'KRW' },
  dimensions: { merchant: 'm_01', three_d_secure: true, tries: 2 },
  userAgent: 'Mozilla/5.0',
  error: { code: 'X', message: 'text' },
  class: 'declined',
  final: true,
  count: 3,
  spanMs: 60_000,
  backfill: false,
};

/** Values around the edges of every rule, next to arbitrary ones. */
const edge = fc.constantFrom<unknown>(
  ...['', 'a', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(200), 'x'.repeat(201), 'started', 'ok', 'unknown', 'KRW', '2026-11-22T05:03:21Z'],
  ...[0, -0, 1, -1, 1.5, 1_000_000, 1_000_001, 86_400_000, 86_400_001, 100_000_000, 100_000_001, 31_536_000_000, 31_536_000_001],
  ...[1e15, -1e15, 1.1e15, 2 ** 53, Infinity, -Infinity, NaN, true, false, null, undefined],
);
const inner = fc.oneof(edge, fc.jsonValue());
const value = fc.oneof(
  { weight: 4, arbitrary: edge },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.record({ value: inner, currency: inner }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.record({ code: inner, message: inner }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), inner) },
);
const changes = fc.dictionary(fc.constantFrom(...Object.keys(valid)), value, { maxKeys: 3 });

const expectSame = (raw: unknown): void => {
  const judged = wireEventSchema.safeParse(raw);
  const fault = shapeFault(raw);
  expect({ raw, accepted: fault === undefined }).toEqual({ raw, accepted: judged.success });
  if (fault === undefined || judged.success) return;
  expect(judged.error.issues.map((issue) => issue.path.join('.'))).toContain(fault.path);
};

describe('shapeFault', () => {
  it('accepts exactly what the contract’s schema accepts, and names a field that the schema names', () => {
    fc.assert(
      fc.property(changes, (changed) => expectSame({ ...valid, ...changed })),
      { numRuns: 2_000 },
    );
  });

  it('agrees with the schema when fields are missing', () => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(valid)), (kept) => expectSame(Object.fromEntries(kept.map((field) => [field, valid[field]])))),
    );
  });

  it('agrees with the schema on anything at all', () => {
    fc.assert(fc.property(fc.anything(), expectSame), { numRuns: 1_000 });
    for (const raw of [null, undefined, [], [valid], 'text', 5, {}]) expectSame(raw);
  });

  it.each([
    ['id', undefined, 'required', 'found nothing'],
    ['outcome', 'fail', 'invalid_value', 'expected one of started, ok, failed, abandoned, found "fail"'],
    ['occurredAt', '2026-11-22 05:03', 'invalid_value', 'ISO 8601'],
    ['id', 'x'.repeat(500), 'too_long', 'at most 200 characters, found 500'],
    ['revision', 1.5, 'invalid_type', 'a whole number from 0 to 1000000, found 1.5'],
    ['count', 0, 'out_of_range', 'from 1 to 100000000, found 0'],
    ['stage', 7, 'invalid_type', 'expected a text, found 7'],
  ])('says of %s what was expected and what was found', (path, wrong, code, message) => {
    const fault = shapeFault({ ...valid, [path]: wrong });
    expect(fault).toMatchObject({ path, code });
    expect(fault?.message.en).toContain(message);
  });
});
