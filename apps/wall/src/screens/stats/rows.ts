import type { CountsAnswer, JourneyFrame, StatsAnswer } from '@tillwatch/contract';
import { failureRate, rateDifference } from '@tillwatch/domain';
import { MIN_FOR_RATE, percentText, rateText, type Language, type RateText } from '@tillwatch/wording';
import type { Sort } from './address.js';
import { valueName, withoutName } from './names.js';

/** What a number may be said to be: the rate, no finer than its counts allow, and where it really may lie. */
export interface RateView {
  readonly rate: RateText;
  /** `7.9~11%`; for no failures at all what there still may be; undefined where there are too few. */
  readonly interval: string | undefined;
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

/** A difference to the period before. `clear`: its interval leaves 0 out. */
export interface ChangeView {
  readonly clear: boolean;
  readonly value: number;
  readonly text: string;
  readonly interval: string;
}

/** One line of the table. */
export interface RowView {
  readonly key: string;
  /** As they read, in the order of the columns. */
  readonly names: readonly string[];
  readonly segment: Readonly<Record<string, string>>;
  readonly counts: Counted;
  readonly now: RateView;
  readonly before: (RateView & { readonly counts: Counted }) | undefined;
  readonly change: ChangeView | undefined;
}

export type Counted = Pick<CountsAnswer, 'total' | 'failed' | 'abandoned'>;

/** Below this width both ends could read the same without a decimal. */
const NARROW = 0.02;
const RANGE_SIGN: Readonly<Record<Language, string>> = { ko: '~', en: '–' };

/** The larger end keeps the sign: `7.9~11%`. */
function rangeText(low: string, high: string, language: Language): string {
  return `${low.replace(/%$/, '')}${RANGE_SIGN[language]}${high}`;
}

/** A rate with its interval. */
export function rateView({ total, failed }: Pick<Counted, 'total' | 'failed'>, language: Language): RateView {
  const { low, high, rate } = failureRate(failed, total);
  const [from, to] = [low ?? 0, high ?? 1];
  const interval = total < MIN_FOR_RATE ? undefined : intervalText({ failed, low: from, high: to }, language);
  return { rate: rateText(failed, total, { language, precision: 'fine' }), interval, low: from, high: to, share: rate ?? 0 };
}

function intervalText({ failed, low, high }: { failed: number; low: number; high: number }, language: Language): string {
  const top = percentText(high, 'fine');
  if (failed > 0 && high >= 0.0995 && high < 0.99 && high - low < NARROW) {
    return rangeText((low * 100).toFixed(1), `${(high * 100).toFixed(1)}%`, language);
  }
  if (failed > 0) return rangeText(percentText(low, 'fine'), top, language);
  return language === 'ko' ? `실제로는 ${top} 이하일 수 있음` : `may be up to ${top}`;
}

function points(share: number): string {
  const p = share * 100;
  const digits = Math.abs(p) < 0.995 ? 2 : Math.abs(p) < 9.95 ? 1 : 0;
  return `${p > 0 ? '+' : p < 0 ? '−' : ''}${Math.abs(p).toFixed(digits)}`;
}

/** How a rate differs from the one of the period before; undefined where one of them is none. */
export function changeView(now: Counted, before: Counted, language: Language): ChangeView | undefined {
  if (now.total < MIN_FOR_RATE || before.total < MIN_FOR_RATE) return undefined;
  const { value, low, high } = rateDifference(now, before);
  const unit = language === 'ko' ? '%p' : ' pp';
  const interval = `${points(low)} ${RANGE_SIGN[language]} ${points(high)}${unit}`;
  return { clear: low > 0 || high < 0, value, text: `${points(value)}${unit}`, interval };
}

type Group = StatsAnswer['groups'][number];
const keyOf = ({ segment }: Group, by: readonly string[]): string => JSON.stringify(by.map((id) => segment[id] ?? ''));

/** The table's lines. What was there before and is no more is left out. */
export function rowsOf(
  now: StatsAnswer,
  before: StatsAnswer | undefined,
  { journey, by, language }: { journey: JourneyFrame; by: readonly string[]; language: Language },
): RowView[] {
  const known = new Map(before?.groups.map((group) => [keyOf(group, by), group]));
  return now.groups
    .filter(({ total, abandoned }) => total > 0 || abandoned > 0)
    .map((group) => {
      const earlier = known.get(keyOf(group, by));
      return {
        key: keyOf(group, by),
        names: by.map((dimension) => valueName(journey, { dimension, value: group.segment[dimension] ?? '' }, language)),
        segment: group.segment,
        counts: group,
        now: rateView(group, language),
        before: earlier === undefined ? undefined : { ...rateView(earlier, language), counts: earlier },
        change: earlier === undefined ? undefined : changeView(group, earlier, language),
      };
    });
}

/** The line of what has no value of what is split by, so that all lines add up; undefined where there is none. Its segment is empty. */
export function restRow(
  now: StatsAnswer,
  before: StatsAnswer | undefined,
  { journey, by, language }: { journey: JourneyFrame; by: readonly string[]; language: Language },
): RowView | undefined {
  const [counts, earlier] = [now.rest, before?.rest ?? undefined];
  if (counts === null || (counts.total === 0 && counts.abandoned === 0)) return undefined;
  return { key: 'rest', names: [withoutName(journey, by, language)], segment: {}, ...totalRow(counts, earlier, language) };
}

/** Everything an answer counts, in parts that do not overlap. */
export function partsOf({ groups, rest }: StatsAnswer): { readonly counts: Counted }[] {
  return [...groups, ...(rest === null ? [] : [rest])].map((counts) => ({ counts }));
}

/** Rows put together. */
export function totalOf(rows: readonly { readonly counts: Counted }[]): Counted {
  const sum = (column: keyof Counted): number => rows.reduce((all, { counts }) => all + counts[column], 0);
  return { total: sum('total'), failed: sum('failed'), abandoned: sum('abandoned') };
}

/** The line of all rows together, compared with all there was before. */
export function totalRow(now: Counted, before: Counted | undefined, language: Language): Omit<RowView, 'key' | 'names' | 'segment'> {
  return {
    counts: now,
    now: rateView(now, language),
    before: before === undefined ? undefined : { ...rateView(before, language), counts: before },
    change: before === undefined ? undefined : changeView(now, before, language),
  };
}

/** Rows in the order asked for. Rates of handfuls have no rank: they stand last, whichever way it goes. */
export function sorted(rows: readonly RowView[], { key, turned }: Sort, language: Language): RowView[] {
  const byName = (a: RowView, b: RowView): number => a.names.join().localeCompare(b.names.join(), language, { numeric: true });
  const numberOf = ({ counts, now, change }: RowView): number | undefined => {
    if (key === 'rate') return counts.total < MIN_FOR_RATE ? undefined : now.share;
    if (key === 'change') return change?.value;
    return key === 'name' ? undefined : counts[key];
  };
  const way = turned ? -1 : 1;
  if (key === 'name') return [...rows].sort((a, b) => way * byName(a, b));
  return [...rows].sort((a, b) => {
    const [x, y] = [numberOf(a), numberOf(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined) || b.counts.total - a.counts.total;
    return way * (y - x) || byName(a, b);
  });
}
