import { periodAt, periodText, type Running } from '../../address/moment.js';
import { searchText } from '../../address/search-text.js';

/** What the page of numbers is asked for; all of it is in its address. Absent parts mean the obvious. */
export interface StatsAddress {
  readonly journey: string | undefined;
  /** Undefined: whole attempts. */
  readonly stage: string | undefined;
  readonly by: readonly string[];
  /** As `/v1/stats` takes them: `browser:ie~lte:10`. */
  readonly filters: readonly string[];
  readonly period: Period;
  /** Whether the period before is shown beside it. */
  readonly compare: boolean;
  readonly sort: Sort;
  /** Everything this page does not know, kept as it is. */
  readonly rest: readonly (readonly [string, string])[];
}

const NAMED = ['today', '7d', '30d'] as const;
/** A period that moves with the clock. */
export type NamedPeriod = (typeof NAMED)[number];
/** A named period, one of another length up to now, one that stays where it is (ms since the epoch, the end outside), or what an address says that is none. */
export type Period = NamedPeriod | Running | { readonly from: number; readonly to: number } | { readonly unread: string };
/** Periods to choose from. */
export const NAMED_PERIODS: readonly NamedPeriod[] = NAMED;

export const SORT_KEYS = ['name', 'total', 'failed', 'rate', 'abandoned', 'change'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
/** What the table is ordered by; numbers begin with the largest, names with the first, unless turned round. */
export interface Sort {
  readonly key: SortKey;
  readonly turned: boolean;
}

const KNOWN = ['journey', 'stage', 'by', 'f', 't', 'from', 'to', 'cmp', 'sort'];
/** Says that nothing is split where a bare address would be. */
const UNSPLIT = 'none';
const REVERSED = '~reversed';
const USUAL_SORT: Sort = { key: 'total', turned: false };

/** Reads an address. An order that cannot be read means what would be meant without it; a period that cannot is told. */
export function readAddress(search: string): StatsAddress {
  const query = new URLSearchParams(search);
  const text = (name: string): string | undefined => query.get(name) ?? undefined;
  return {
    journey: text('journey'),
    stage: text('stage'),
    by: (text('by') ?? '').split(',').filter((name) => name !== '' && name !== UNSPLIT),
    filters: query.getAll('f'),
    period: periodOf(text('t') ?? (query.has('from') ? `${text('from') ?? ''}..${text('to') ?? ''}` : '7d')),
    compare: text('cmp') !== 'none',
    sort: sortOf(text('sort')),
    rest: [...query].filter(([name]) => !KNOWN.includes(name)),
  };
}

/** What of an address this page does not know. */
export function restOf({ rest }: StatsAddress): URLSearchParams {
  return new URLSearchParams(rest.map(([name, value]) => [name, value]));
}

function periodOf(text: string): Period {
  const named = NAMED.find((name) => name === text);
  if (named !== undefined) return named;
  const moment = periodAt(text, Infinity);
  if (moment.kind === 'running') return moment;
  return moment.kind === 'frozen' && Number.isFinite(moment.to) ? { from: moment.from, to: moment.to } : { unread: text };
}

function sortOf(text = ''): Sort {
  const turned = text.endsWith(REVERSED);
  const key = SORT_KEYS.find((name) => name === (turned ? text.slice(0, -REVERSED.length) : text));
  return key === undefined ? USUAL_SORT : { key, turned };
}

/** The one spelling of an address: sorted, without what is obvious, readable where that is safe. */
export function searchOf({ journey, stage, by, filters, period, compare, sort, rest }: StatsAddress): string {
  const isUsual = sort.key === USUAL_SORT.key && !sort.turned;
  const parts: (readonly [string, string | undefined])[] = [
    ['journey', journey],
    ['stage', stage],
    ['by', by.length > 0 ? by.join(',') : filters.length > 0 ? undefined : UNSPLIT],
    ...[...filters].sort().map((filter) => ['f', filter] as const),
    ['t', period === '7d' ? undefined : textOf(period)],
    ['cmp', compare ? undefined : 'none'],
    ['sort', isUsual ? undefined : `${sort.key}${sort.turned ? REVERSED : ''}`],
    ...rest,
  ];
  return searchText(parts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function textOf(period: Period): string | undefined {
  if (typeof period === 'string') return period;
  if ('unread' in period) return period.unread;
  return periodText('from' in period ? { kind: 'frozen', ...period } : period);
}
