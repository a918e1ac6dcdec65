import type { ErrorMapping, ErrorsAnswer, UnmappedCode } from '@tillwatch/contract';
import { choices, foundViews, labelOf, mappingOf, otherMappings, rangeTexts, shownCategories } from './errors-view.js';

const AT = '2026-11-22T05:03:21Z';
const of = { provider: 'our-pay', method: 'card', code: 'E1' };
const row: UnmappedCode = { ...of, count: 3, category: 'unknown', how: 'none', samples: [], lastSeen: AT, mappedTo: null };
const mapping = (more: Partial<ErrorMapping>): ErrorMapping => ({ ...of, category: 'timeout', since: AT, file: null, ...more });
const category = (name: 'timeout' | 'network' | 'unknown', ko: string, count: number) => ({
  ...{ category: name, label: { ko, en: `the ${name}` }, class: 'system' as const, count, share: null },
});
const answer = (more: Partial<ErrorsAnswer> = {}): ErrorsAnswer => ({
  ...{ journey: null, from: '2026-11-16', to: '2026-11-22', timeZone: 'Asia/Seoul', asOf: AT, total: 12, other: 0 },
  byHow: { code: 9, text: 0, none: 3 },
  categories: [category('timeout', '시간 초과', 9), category('network', '가 통신', 0), category('unknown', '미분류', 0)],
  ...{ unmapped: [row], more: { codes: 0, count: 0 }, mappings: [] },
  ...more,
});

it('says no percentage of a handful, only counts', () => {
  expect(foundViews(answer(), 'ko').map(({ count, share }) => [count, share.kind])).toEqual([
    ['9건', 'tentative'],
    ['0건', 'tentative'],
    ['3건', 'tentative'],
  ]);
  expect(foundViews(answer({ total: 4, byHow: { code: 1, text: 0, none: 3 } }), 'en')[0]?.share.kind).toBe('counts');
  expect(foundViews(answer({ total: 0 }), 'en')[0]?.percent).toBe(0);
});

it('shows the categories that occurred and always the unknown, and offers all others', () => {
  expect(shownCategories(answer()).map((one) => one.category)).toEqual(['timeout', 'unknown']);
  expect(choices(answer(), 'ko')).toEqual([
    { category: 'network', label: '가 통신' },
    { category: 'timeout', label: '시간 초과' },
  ]);
  expect(labelOf('timeout', answer(), 'en')).toBe('the timeout');
  expect(labelOf('duplicate', answer(), 'en')).toBe('duplicate');
});

it('finds the mapping a code falls under as the server does: for its method, else for all', () => {
  const [all, bound] = [mapping({ method: null }), mapping({ provider: ' OUR-PAY', code: 'e1' })];
  expect(mappingOf(row, answer({ mappings: [all, bound] }))).toBe(bound);
  expect(mappingOf({ ...row, method: 'transfer' }, answer({ mappings: [all, bound] }))).toBe(all);
  expect(mappingOf(row, answer({ mappings: [mapping({ provider: '' }), mapping({ code: 'E2' })] }))).toBeUndefined();
  const other = mapping({ code: 'E2' });
  expect(otherMappings(answer({ mappings: [bound, other] }))).toEqual([other]);
});

it('reads dates as dates and moments in the time zone of the installation', () => {
  expect(rangeTexts(answer(), 'ko')).toEqual({ from: '11월 16일 (월)', to: '11월 22일 (일)', clock: '14:03:21' });
  expect(rangeTexts(answer({ timeZone: 'UTC' }), 'en')).toEqual({ from: 'Mon 16 Nov', to: 'Sun 22 Nov', clock: '05:03:21' });
});
