import { formatRange, matchesValue, orderOf, parseRange } from './value-range.js';

const VERSION = { ordered: true, qualifiedBy: 'browser' };
const AMOUNT = { ordered: true };

describe('a range', () => {
  it.each([
    ['ie~lte:10', { qualifier: 'ie', comparison: 'lte', bound: 10 }],
    ['lt:2.5', { comparison: 'lt', bound: 2.5 }],
    ['_~gte:-1', { qualifier: '_', comparison: 'gte', bound: -1 }],
  ] as const)('%s is read and written alike', (text, range) => {
    expect(parseRange(text)).toEqual(range);
    expect(formatRange(range)).toBe(text);
  });

  it('is no other value', () => {
    for (const text of ['ie/10', 'ie', '', 'lte:', 'ie~lte:', 'ie~lte:x', 'ie~eq:10', 'lte:Infinity'])
      expect(parseRange(text)).toBeUndefined();
  });
});

describe('a value and what a segment names', () => {
  it.each([
    [VERSION, 'ie~lte:10', 'ie/10', true],
    [VERSION, 'ie~lte:10', 'ie/9', true],
    [VERSION, 'ie~lte:10', 'ie/11', false],
    [VERSION, 'ie~lt:10', 'ie/10', false],
    [VERSION, 'ie~lte:10', 'chrome/9', false],
    [VERSION, 'ie~lte:10', 'ie/unknown', false],
    [VERSION, 'ie~lte:10', '_other', false],
    [VERSION, 'lte:10', 'ie/9', false],
    [VERSION, 'ie/10', 'ie/10', true],
    [VERSION, 'ie/10', 'ie/1', false],
    [AMOUNT, 'gt:1000', '1001', true],
    [AMOUNT, 'gte:1000', '1000', true],
    [AMOUNT, 'gt:1000', '', false],
    [AMOUNT, 'x~gt:1000', '1001', false],
    [{}, 'gt:1000', '1001', false],
    [{}, 'gt:1000', 'gt:1000', true],
  ])('%j %s takes %s: %s', (dimension, pattern, value, expected) => {
    expect(matchesValue(dimension, pattern, value)).toBe(expected);
  });

  it('knows the number of a value and what qualifies it', () => {
    expect(orderOf(VERSION, 'a/b/12')).toEqual({ qualifier: 'a/b', number: 12 });
    expect(orderOf(AMOUNT, '12')).toEqual({ number: 12 });
    expect(orderOf(VERSION, '12')).toBeUndefined();
  });
});
