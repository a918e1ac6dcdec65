import { Catalogue } from '@tillwatch/catalogue';
import type { Journey } from '@tillwatch/domain';
import { TierClock } from '@tillwatch/windows';
import { NumbersError } from './numbers-error.js';
import { boundsAt } from './query-range.js';
import { parseQuery, type RawQuery } from './query.js';
import { checkPoints, stepsOf } from './steps.js';

const label = { ko: '', en: '' };
const dimension = { label, limit: 10, ordered: false, values: {} };
const journey: Journey = {
  id: 'checkout',
  label,
  stages: [
    { id: 'window', label, deadlineMs: 600_000, usualMs: 60_000 },
    { id: 'authorisation', label, deadlineMs: 600_000, usualMs: 60_000 },
  ],
  dimensions: [
    { ...dimension, id: 'merchant' },
    { ...dimension, id: 'provider' },
    { ...dimension, id: 'browser' },
    { ...dimension, id: 'browser_version', ordered: true, qualifiedBy: 'browser' },
  ],
  attempts: 'tracked',
  reviseWithinMs: 1,
  cuboids: [{ dimensions: [], keep: 'long' }],
};
const catalogue = new Catalogue({ journeys: [journey], boards: [], metrics: [] });
const NOW = Date.UTC(2026, 10, 22, 5, 0, 7) / 1000;
const everybody = { tenant: 'default', merchant: '*' };
const clock = new TierClock('Asia/Seoul');
const parse = (query: RawQuery, asker = everybody): ReturnType<typeof parseQuery> =>
  parseQuery(query, catalogue, asker, boundsAt(NOW, clock));

function refusal(ask: () => unknown): NumbersError {
  try {
    ask();
  } catch (error) {
    if (error instanceof NumbersError) return error;
  }
  throw new Error('was not refused');
}

describe('a question about numbers', () => {
  const base = { journey: 'checkout', stage: 'authorisation' };

  it('is about the last five minutes up to the newest 10-second edge when it gives no range', () => {
    expect(parse(base).range).toEqual({ from: NOW - 7 - 300, to: NOW - 7 });
  });

  it('takes times with any offset, also where a "+" was not escaped', () => {
    const range = parse({ ...base, from: '2019-01-01T00:00:00+01:00', to: '2019-02-01T00:00:00 01:00' }).range;
    expect(range).toEqual({ from: Date.UTC(2018, 11, 31, 23) / 1000, to: Date.UTC(2019, 0, 31, 23) / 1000 });
  });

  it.each<[string, RawQuery, string, string]>([
    ['no journey', { stage: 'window' }, 'invalid_query', 'journey'],
    ['an unknown journey', { ...base, journey: 'x' }, 'invalid_query', 'journey'],
    ['an unknown stage', { ...base, stage: 'x' }, 'invalid_query', 'stage'],
    ['a time without offset', { ...base, from: '2019-01-01T00:00:00' }, 'invalid_query', 'from'],
    ['a fraction of a second', { ...base, from: '2019-01-01T00:00:00.5Z' }, 'invalid_query', 'from'],
    ['an empty range', { ...base, from: '2019-01-01T00:00:00Z', to: '2019-01-01T00:00:00Z' }, 'invalid_query', 'from'],
    ['an unknown dimension', { ...base, by: 'provider,nope' }, 'invalid_query', 'by'],
    ['a filter without value', { ...base, filter: 'provider:' }, 'invalid_query', 'filter'],
    ['a comparison without order', { ...base, filter: 'provider:x~lte:10' }, 'invalid_query', 'filter'],
    ['an unknown class', { ...base, class: 'bad' }, 'invalid_query', 'class'],
    ['a parameter nobody knows', { ...base, colour: 'red' }, 'invalid_query', 'colour'],
  ])('is refused with %s, naming the parameter in both languages', (_, query, code, path) => {
    const error = refusal(() => parse(query));
    expect(error).toMatchObject({ code, status: 400 });
    expect(error.more.errors?.[0]?.path).toBe(path);
    expect(error.detail.ko).not.toBe(error.detail.en);
  });

  it('is about no later time than events can have, so that "until 2099" costs what "until now" does', () => {
    const latest = NOW - 7 + 180;
    for (const to of ['2099-12-31T00:00:00Z', '9999-12-31T23:59:59Z']) {
      expect(parse({ ...base, from: '2026-11-22T04:00:00Z', to }).range).toEqual({ from: Date.UTC(2026, 10, 22, 4) / 1000, to: latest });
      expect(parse({ ...base, to }).range).toEqual({ from: latest - 300, to: latest });
    }
    expect(parse({ ...base, to: '2026-11-22T05:02:00Z' }).range.to).toBe(NOW - 7 + 120);
  });

  it('is about no earlier time than events can have, from the start of a local day on', () => {
    const to = '2026-11-21T15:00:00Z';
    for (const from of ['0001-01-01T00:00:00Z', '0999-06-06T06:06:06Z', '1970-01-01T00:00:00Z']) {
      expect(parse({ ...base, from, to }).range).toEqual({
        from: Date.UTC(1999, 11, 31, 15) / 1000,
        to: Date.UTC(2026, 10, 21, 15) / 1000,
      });
    }
  });

  it.each([
    ['after every possible event', { from: '2090-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' }],
    ['that begins there and names no end', { from: '2090-01-01T00:00:00Z' }],
    ['before every possible event', { from: '1990-01-01T00:00:00Z', to: '1999-01-01T00:00:00Z' }],
    ['that ends there and names no beginning', { to: '0999-01-01T00:00:00Z' }],
  ])('is refused for a range %s, with what is possible', (_, range) => {
    const error = refusal(() => parse({ ...base, ...range }));
    expect(error).toMatchObject({ code: 'range_out_of_reach', status: 422 });
    for (const text of [error.detail.ko, error.detail.en]) {
      expect(text).toContain('1999-12-31T15:00:00.000Z');
      expect(text).toContain('2026-11-22T05:03:00.000Z');
    }
  });

  it('without a stage is about whole attempts, first tries and purchases; with one about it alone', () => {
    expect(parse({ journey: 'checkout' })).toMatchObject({ stage: '#attempt', beside: ['#retry', '#superseded'] });
    expect(parse(base)).toMatchObject({ beside: [] });
    expect(refusal(() => parse({ journey: 'checkout', stage: '#attempt' })).detail.en).toContain('window, authorisation');
  });

  it('filters by value, by several, by none of them, and by comparison within a qualifier', () => {
    const passes = (filter: string, value: string): boolean => parse({ ...base, filter }).filters[0]?.matches(value) ?? false;
    expect([passes('provider:a,b', 'b'), passes('provider:a,b', 'c')]).toEqual([true, false]);
    expect([passes('provider:!a,b', 'b'), passes('provider:!a,b', 'c')]).toEqual([false, true]);
    expect(passes('provider:a%2Cb', 'a,b')).toBe(true);
    const older = parse({ ...base, filter: 'browser:ie~lte:10' }).filters[0];
    expect(older?.dimension).toBe('browser_version');
    expect(['ie/9', 'ie/10', 'ie/11', 'chrome/9', 'ie/x'].map((value) => older?.matches(value))).toEqual([true, true, false, false, false]);
  });

  it('of a key for one merchant is about that merchant alone', () => {
    const { filters } = parse(base, { tenant: 'default', merchant: 'm1' });
    expect(filters.map(({ dimension: id }) => id)).toEqual(['merchant']);
    expect([filters[0]?.matches('m1'), filters[0]?.matches('m2')]).toEqual([true, false]);
  });
});

describe('the steps of a series', () => {
  const from = Date.UTC(2026, 10, 21, 15) / 1000;

  it('are even, or local days', () => {
    expect(stepsOf({ step: '5m' }, { from, to: from + 900 }, clock)).toMatchObject({
      starts: [from, from + 300, from + 600],
      coarsest: '1m',
    });
    expect(stepsOf({ step: '1d' }, { from, to: from + 2 * 86_400 }, clock).starts).toEqual([from, from + 86_400]);
  });

  it('follow the length of the range when not given', () => {
    expect(stepsOf({}, { from, to: from + 3600 }, clock).step).toBe('1m');
    expect(stepsOf({}, { from, to: from + 86_400 }, clock).step).toBe('1h');
    expect(stepsOf({}, { from, to: from + 30 * 86_400 }, clock).step).toBe('1d');
  });

  it('begin on their own edges: of a range that begins or ends between them the first and last are cut', () => {
    const at = (clockTime: string): number => Date.parse(`2026-11-22T${clockTime}+09:00`) / 1000;
    const { starts } = stepsOf({ step: '1h' }, { from: at('12:20:00'), to: at('15:10:00') }, clock);
    expect(starts).toEqual([at('12:20:00'), at('13:00:00'), at('14:00:00'), at('15:00:00')]);
    expect(stepsOf({ step: '1m' }, { from: at('12:20:30'), to: at('12:22:00') }, clock).starts).toEqual([at('12:20:30'), at('12:21:00')]);
    expect(stepsOf({ step: '6h' }, { from: at('05:00:00'), to: at('13:00:00') }, clock).starts).toEqual([
      ...[at('05:00:00'), at('06:00:00'), at('12:00:00')],
    ]);
  });

  it('begin anew at local midnight, also where a day has 25 hours or hours begin at half past', () => {
    const from = Date.parse('2026-10-25T00:00:00+02:00') / 1000;
    const autumn = stepsOf({ step: '12h' }, { from, to: from + 30 * 3600 }, new TierClock('Europe/Berlin')).starts;
    expect(autumn.map((start) => (start - from) / 3600)).toEqual([0, 12, 24, 25]);
    const half = Date.parse('2026-11-22T10:15:00+05:30') / 1000;
    const hours = stepsOf({ step: '1h' }, { from: half, to: half + 3600 }, new TierClock('Asia/Kolkata')).starts;
    expect(hours.map((start) => (start - half) / 60)).toEqual([0, 45]);
  });

  it.each(['7m', '5s', 'x', '0m', '25h'])('refuse %s', (step) => {
    expect(refusal(() => stepsOf({ step }, { from, to: from + 60 }, clock)).code).toBe('invalid_query');
  });

  it('are not too many for all series together', () => {
    expect(() => checkPoints(100, 3_000)).not.toThrow();
    expect(refusal(() => checkPoints(101, 3_000))).toMatchObject({ code: 'too_many_points', status: 422 });
  });

  it('are not too many', () => {
    expect(refusal(() => stepsOf({ step: '10s' }, { from, to: from + 86_400 }, clock)).code).toBe('too_many_points');
  });
});
