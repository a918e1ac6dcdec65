import type { SeriesAnswer } from '@tillwatch/contract';
import { failureRate } from '@tillwatch/domain';
import { MIN_FOR_CERTAIN_RATE, rateText, wallClock, type Language, type RateText } from '@tillwatch/wording';
import { midnight } from './period.js';

type Point = SeriesAnswer['groups'][number]['points'][number];

/** One hour of one day of the week. */
export interface HeatCell {
  readonly total: number;
  readonly failed: number;
  readonly rate: RateText;
  /** How strongly it is shaded, 0..1; squared, so that what stands out is seen. Null where there are too few to say. */
  readonly strength: number | null;
}

/** Days as people read a week, Monday first (0 is Sunday). */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;
const HOURS = 24;

/** Failures by day of the week (Monday first) and hour of the day. */
export function heatOf(points: readonly Point[], timeZone: string, language: Language): HeatCell[][] {
  const sums = WEEK.map(() => Array.from({ length: HOURS }, () => ({ total: 0, failed: 0 })));
  for (const { at, total, failed } of points) {
    const { weekday, hour } = wallClock(Date.parse(at), timeZone);
    const sum = sums[(weekday + 6) % 7]?.[hour];
    if (sum === undefined) continue;
    sum.total += total;
    sum.failed += failed;
  }
  const certain = sums.flat().filter(({ total }) => total >= MIN_FOR_CERTAIN_RATE);
  const most = Math.max(0, ...certain.map(({ total, failed }) => failed / total));
  return sums.map((day) =>
    day.map(({ total, failed }) => ({
      ...{ total, failed, rate: rateText(failed, total, { language }) },
      strength: total < MIN_FOR_CERTAIN_RATE || most === 0 ? null : (failed / total / most) ** 2,
    })),
  );
}

/** A step of the trend; shares are null where nothing concluded. */
export interface TrendStep {
  readonly at: number;
  readonly total: number;
  readonly failed: number;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Hours as they are, or put together by local day. Steps of fewer than ten have no rate. */
export function trendOf(points: readonly Point[], step: 'hour' | 'day', timeZone: string): TrendStep[] {
  const sums = new Map<number, { total: number; failed: number }>();
  for (const { at, total, failed } of points) {
    const start = step === 'hour' ? Date.parse(at) : midnight(Date.parse(at), timeZone);
    const sum = sums.get(start) ?? { total: 0, failed: 0 };
    sums.set(start, { total: sum.total + total, failed: sum.failed + failed });
  }
  return [...sums].map(([at, { total, failed }]) => {
    const { rate, low, high } = total < 10 ? { rate: null, low: null, high: null } : failureRate(failed, total);
    return { at, total, failed, rate, low, high };
  });
}
