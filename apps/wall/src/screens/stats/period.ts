import { wallClock } from '@tillwatch/wording';
import { lengthOf, MINUTES_KEPT, runningSpan } from '../../address/moment.js';
import type { Period } from './address.js';

/** A range in ms since the epoch, the end outside. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The moment at which clocks of a zone show this date and time (days and hours may be out of range, as in Date.UTC). */
function atClock(timeZone: string, ...fields: [year: number, month: number, day: number, ms?: number]): number {
  const [year, month, day, ms = 0] = fields;
  const utc = Date.UTC(year, month - 1, day) + ms;
  const guess = utc - wallClock(utc, timeZone).offsetMinutes * MINUTE;
  return utc - wallClock(guess, timeZone).offsetMinutes * MINUTE;
}

/** Midnight of the local day `days` after the one of `at`. */
export function midnight(at: number, timeZone: string, days = 0): number {
  const { year, month, day } = wallClock(at, timeZone);
  return atClock(timeZone, year, month, day + days);
}

/** The same time on the clock `days` later. */
function sameTime(at: number, timeZone: string, days: number): number {
  const { year, month, day, hour, minute, second } = wallClock(at, timeZone);
  return atClock(timeZone, year, month, day + days, hour * HOUR + minute * MINUTE + second * 1_000);
}

const DAYS = { today: 1, '7d': 7, '30d': 30 } as const;

/**
 * The range of a period at `now`, with ends at which counts are kept apart: today up to the last minute, longer periods,
 * whose forerunner has hours alone, up to the last hour. Days begin at midnight in `timeZone`; those of a running period now.
 */
export function spanOf(period: Period, now: number, timeZone: string): Span {
  if (typeof period !== 'string') {
    if ('unread' in period) return spanOf('7d', now, timeZone);
    return 'from' in period ? period : runningSpan(period, now, 2 * lengthOf(period));
  }
  const from = midnight(now, timeZone, 1 - DAYS[period]);
  const step = period === 'today' ? MINUTE : HOUR;
  return { from, to: Math.max(Math.floor(now / step) * step, from + step) };
}

/** The range of as many days right before, up to the same time of day; of any other range, as much time right before. */
export function spanBefore({ from, to }: Span, timeZone: string): Span {
  if (midnight(from, timeZone) !== from) return { from: from - (to - from), to: from };
  const days = Math.max(1, Math.round((midnight(to - 1, timeZone, 1) - from) / DAY));
  return { from: sameTime(from, timeZone, -days), to: sameTime(to, timeZone, -days) };
}

/** Whole local days, from the first to the last (`2026-11-22`); undefined where they are none. No later than `now`. */
export function daysSpan(first: string, last: string, clock: { readonly now: number; readonly timeZone: string }): Span | undefined {
  const [from, until] = [first, last].map((date) => {
    const [year = NaN, month = NaN, day = NaN] = date.split('-').map(Number);
    return Number.isNaN(year + month + day) ? NaN : atClock(clock.timeZone, year, month, day);
  }) as [number, number];
  if (!(from <= until) || from >= clock.now) return undefined;
  return { from, to: Math.min(midnight(until, clock.timeZone, 1), spanOf('7d', clock.now, clock.timeZone).to) };
}

/** A local day as date inputs write it. */
export function dateValue(at: number, timeZone: string): string {
  const { year, month, day } = wallClock(at, timeZone);
  return [String(year), ...[month, day].map((n) => String(n).padStart(2, '0'))].join('-');
}

/** Whether combinations that are kept for two days only can answer a range. */
export function isRecent({ from }: Span, now: number): boolean {
  return from >= now - MINUTES_KEPT;
}

/** How many local days a range touches. */
export function daysIn({ from, to }: Span, timeZone: string): number {
  return Math.round((midnight(to - 1, timeZone, 1) - midnight(from, timeZone)) / DAY);
}
