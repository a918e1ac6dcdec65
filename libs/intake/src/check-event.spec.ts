import { ErrorVocabulary } from '@tillwatch/catalogue';
import type { Journey, StageEvent } from '@tillwatch/domain';
import fc from 'fast-check';
import { checkEvent, checkEvents } from './check-event.js';
import type { CheckContext } from './context.js';
import type { Fault } from './fault.js';
import { Notices } from './notices.js';
import { compileRules } from './rules.js';
import { UserAgents } from './user-agent.js';

const label = { ko: '이름', en: 'name' };
const dimension = (id: string, more: object = {}) => ({ id, label, limit: 100, ordered: false, values: {}, ...more });
const journey = (id: string, attempts: Journey['attempts'], dimensions: Journey['dimensions']): Journey => ({
  id,
  label,
  stages: [
    { id: 'authorisation', label, deadlineMs: 600_000, usualMs: 60_000 },
    { id: 'confirmation', label, deadlineMs: 600_000, usualMs: 60_000 },
  ],
  dimensions,
  attempts,
  reviseWithinMs: 7_200_000,
  cuboids: [],
});
const browser = [
  dimension('browser'),
  dimension('browser_version', { ordered: true, qualifiedBy: 'browser' }),
  dimension('os'),
  dimension('device'),
  dimension('webview'),
];
const rules = compileRules([
  journey('checkout', 'tracked', [dimension('merchant'), dimension('provider'), dimension('three_d_secure'), ...browser]),
  journey('visits', 'single', [dimension('path')]),
]);

const now = Date.parse('2026-11-22T05:03:30Z');
const IE10 = 'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)';
const wire = (more: object = {}): Record<string, unknown> => ({
  id: 'pay_1:authorisation:1',
  journey: 'checkout',
  stage: 'authorisation',
  attempt: 'pay_1',
  outcome: 'ok',
  occurredAt: '2026-11-22T05:03:21.120Z',
  ...more,
});
const context = (more: Partial<CheckContext> = {}): CheckContext => ({
  now,
  tenant: 't1',
  merchant: '*',
  mayBackfill: true,
  rules,
  userAgents: new UserAgents(),
  errors: new ErrorVocabulary(),
  notices: new Notices(),
  ...more,
});
const accepted = (raw: unknown, ctx = context()): StageEvent => {
  const checked = checkEvent(raw, ctx);
  if ('message' in checked) throw new Error(`${checked.path} ${checked.code}: ${checked.message.en}`);
  return checked;
};
const fault = (raw: unknown, ctx = context()): Fault | undefined => {
  const checked = checkEvent(raw, ctx);
  return 'message' in checked ? checked : undefined;
};

describe('an accepted event', () => {
  it('carries what was sent, its times in milliseconds and its defaults', () => {
    expect(
      accepted(wire({ outcome: 'failed', error: { code: 'E1', message: 'm' }, durationMs: 12.5, amount: { value: 5, currency: 'KRW' } })),
    ).toEqual({
      ...{
        tenant: 't1',
        id: 'pay_1:authorisation:1',
        journey: 'checkout',
        stage: 'authorisation',
        attempt: 'pay_1',
        reporter: 'server',
        outcome: 'failed',
      },
      ...{
        failureClass: 'unknown',
        revision: 0,
        occurredAt: now - 8_880,
        receivedAt: now,
        durationMs: 12.5,
        amount: { value: 5, currency: 'KRW' },
      },
      ...{ errorCode: 'E1', errorCategory: 'unknown', dimensions: {}, count: 1, spanMs: 0, backfill: false },
    });
  });

  it('has the class that was given, and only when it failed', () => {
    expect(accepted(wire({ outcome: 'failed', class: 'declined' })).failureClass).toBe('declined');
    expect(accepted(wire({ outcome: 'ok', class: 'declined' })).failureClass).toBeUndefined();
  });

  it('keeps values as they were written, numbers and flags as text', () => {
    expect(
      accepted(wire({ dimensions: { provider: 'KG 이니시스', three_d_secure: true, merchant: 7, os: null, device: '' } })).dimensions,
    ).toEqual({
      ...{ provider: 'KG 이니시스', three_d_secure: 'true', merchant: '7' },
    });
  });

  it('is its own attempt where every event is a whole one, and where it is counted', () => {
    expect(accepted(wire({ journey: 'visits', attempt: undefined })).attempt).toBe('pay_1:authorisation:1');
    expect(accepted(wire({ attempt: undefined, count: 40, spanMs: 60_000, occurredAt: '2026-11-22T05:02:00Z' }))).toMatchObject({
      count: 40,
      spanMs: 60_000,
      attempt: 'pay_1:authorisation:1',
    });
    expect(accepted(wire({ spanMs: 60_000 })).spanMs).toBe(0);
  });

  it('knows the browser from the user agent, which is not kept', () => {
    const event = accepted(wire({ userAgent: IE10 }));
    expect(event.dimensions).toEqual({ browser: 'ie', browser_version: 'ie/10', os: 'windows', device: 'desktop', webview: 'none' });
    expect(JSON.stringify(event)).not.toContain('Trident');
    expect(accepted(wire({ journey: 'visits', userAgent: IE10 })).dimensions).toEqual({});
  });

  it('believes what the event says itself over its user agent', () => {
    expect(accepted(wire({ userAgent: IE10, dimensions: { browser: 'chrome', os: 'linux' } })).dimensions).toEqual({
      browser: 'chrome',
      os: 'linux',
      device: 'desktop',
      webview: 'none',
    });
    expect(accepted(wire({ dimensions: { browser: 'ie', browser_version: 10 } })).dimensions['browser_version']).toBe('ie/10');
    expect(accepted(wire({ dimensions: { browser: 'ie', browser_version: 'ie/9' } })).dimensions['browser_version']).toBe('ie/9');
  });

  it('belongs to the merchant of its key', () => {
    expect(accepted(wire(), context({ merchant: 'm_01' })).dimensions).toEqual({ merchant: 'm_01' });
    expect(fault(wire({ dimensions: { merchant: 'm_02' } }), context({ merchant: 'm_01' }))).toMatchObject({
      code: 'merchant_not_allowed',
      path: 'dimensions.merchant',
    });
  });

  it('is told apart from what was changed in it', () => {
    const ctx = context();
    const long = `${'가'.repeat(198)}😀😀`;
    const event = accepted(
      wire({ id: 'a\u0000b', purchase: '\u0007', dimensions: { provider: 'x\ud800\ty', merchant: long, colour: 'red', size: 1 } }),
      ctx,
    );
    expect(event).toMatchObject({ id: 'ab', dimensions: { provider: 'x\uFFFDy', merchant: `${'가'.repeat(198)}…` } });
    expect(event.purchase).toBeUndefined();
    const noted = ctx.notices.list().map(({ code, path, events }) => `${code} ${path} ${events}`);
    expect(noted.sort()).toEqual([
      ...['text_cleaned dimensions.provider 1', 'text_cleaned id 1', 'text_cleaned purchase 1'],
      ...['unknown_dimension dimensions.colour 1', 'unknown_dimension dimensions.size 1', 'value_shortened dimensions.merchant 1'],
    ]);
  });
});

describe('a rejected event', () => {
  it.each<[string, object, string, string]>([
    ['a journey that is not there', { journey: 'shopping' }, 'unknown_journey', 'journey'],
    ['a stage of another journey', { stage: 'contract' }, 'unknown_stage', 'stage'],
    ['no attempt', { attempt: undefined }, 'required', 'attempt'],
    ['a time ahead of the clock', { occurredAt: '2026-11-22T05:05:31Z' }, 'in_future', 'occurredAt'],
    ['a span that ends ahead of the clock', { count: 2, spanMs: 600_000 }, 'in_future', 'occurredAt'],
    ['a time beyond the horizon', { occurredAt: '2026-11-20T06:03:29Z' }, 'too_old', 'occurredAt'],
    ['history without the scope', { occurredAt: '2019-01-01T00:00:00Z', backfill: true }, 'scope_missing', 'backfill'],
    ['history before there was any', { occurredAt: '1970-01-20T00:00:00Z', backfill: true }, 'out_of_range', 'occurredAt'],
    ['a revision of a whole attempt', { journey: 'visits', revision: 1 }, 'revision_not_possible', 'revision'],
    ['a revision of a counted event', { count: 5, revision: 1 }, 'revision_not_possible', 'revision'],
    ['an id of control characters', { id: '\u0001\u0002' }, 'invalid_value', 'id'],
    ['endless nesting', { own: JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown }, 'invalid_value', 'own'],
  ])('names %s', (_, more, code, path) => {
    expect(fault(wire(more), context({ mayBackfill: code !== 'scope_missing' }))).toMatchObject({
      code,
      path: expect.stringMatching(`^${path}`) as string,
    });
  });

  it('is none at the edges of what is accepted', () => {
    for (const occurredAt of ['2026-11-22T05:05:30Z', '2026-11-20T06:03:30Z']) expect(fault(wire({ occurredAt }))).toBeUndefined();
    expect(fault(wire({ occurredAt: '2010-10-02T00:00:00Z', backfill: true }))).toBeUndefined();
  });

  it('costs no other event', () => {
    const { accepted: good, rejections } = checkEvents(
      [wire({ id: 'a' }), 5, wire({ id: 'b', outcome: 'fail' }), wire({ id: 'c' })],
      context(),
    );
    expect(good.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(rejections.map(({ index, id, code }) => [index, id, code])).toEqual([
      [1, undefined, 'invalid_type'],
      [2, 'b', 'invalid_value'],
    ]);
  });
});

describe('a card number', () => {
  const card = '4111 1111 1111 1111';

  it.each<[string, object, string]>([
    ['the id', { id: `pay:${card}` }, 'id'],
    ['a dimension', { dimensions: { provider: card } }, 'dimensions.provider'],
    ['an unknown dimension', { dimensions: { note: card } }, 'dimensions.note'],
    ['the message', { error: { message: `카드 ${card} 거절` } }, 'error.message'],
    ['the user agent', { userAgent: `${IE10} ${card}` }, 'userAgent'],
    ['a field of the sender’s own', { own: [{ deep: { er: card } }] }, 'own.0.deep.er'],
    ['a number', { own: 4_111_111_111_111_111 }, 'own'],
    ['a field name', { own: { [card]: true } }, 'own'],
    ['a field that is wrong anyway', { occurredAt: card }, 'occurredAt'],
  ])('in %s rejects the event and is never echoed', (_, more, path) => {
    const { rejections } = checkEvents([wire(more)], context());
    expect(rejections).toMatchObject([{ code: 'card_data', path }]);
    expect(rejections[0]?.id).toBe('id' in more ? undefined : 'pay_1:authorisation:1');
    expect(JSON.stringify(rejections).replaceAll(/\D/g, '')).not.toContain('4111');
  });

  it.each(['cvc', 'cvv2', 'card_pw', 'track2'])('need not be there where a field is called %s', (name) => {
    expect(fault(wire({ own: { [name]: '123' } }))).toMatchObject({ code: 'card_data', path: `own.${name}` });
    expect(fault(wire({ own: { [name]: null } }))).toBeUndefined();
  });
});

describe('anything at all', () => {
  it('is accepted or named, never thrown at', () => {
    const changed = fc.dictionary(fc.constantFrom(...Object.keys(wire()), 'dimensions', 'error', 'userAgent', 'count'), fc.anything());
    fc.assert(
      fc.property(fc.oneof(fc.anything(), changed.map(wire)), (raw) => {
        const checked = checkEvent(raw, context());
        expect('message' in checked ? checked.code : checked.tenant).toEqual(expect.any(String));
      }),
      { numRuns: 1_000 },
    );
  });
});
