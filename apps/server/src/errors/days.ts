import { wallClock } from '@tillwatch/wording';

const DAY_MS = 86_400_000;
/** Zones differ from each other by whole quarters of an hour, so all of a quarter is of one day. */
const QUARTER_MS = 900_000;
/** Days that are kept, today among them. */
export const KEPT_DAYS = 8;

/** A day is told by its date in the installation's time zone: `2026-11-22`. */
export class Days {
  private quarter = Number.NaN;
  private day = '';

  constructor(readonly timeZone: string) {}

  /** The day of a moment in milliseconds since the epoch. Moments mostly come in order, so the last answer is remembered. */
  of(at: number): string {
    const quarter = Math.floor(at / QUARTER_MS);
    if (quarter !== this.quarter) {
      const { year, month, day } = wallClock(at, this.timeZone);
      this.quarter = quarter;
      this.day = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
    }
    return this.day;
  }

  /** The first day that is kept at a moment. */
  oldest(now: number): string {
    return daysBefore(this.of(now), KEPT_DAYS - 1);
  }
}

/** The day so many days earlier. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}

/** All days from one to another, both inside. */
export function daysFrom(first: string, last: string): string[] {
  const count = Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => daysBefore(last, count - 1 - i));
}

/** How long from now a day's tally has to be there, in milliseconds: until it is the oldest day of no zone any more. */
export function keptFor(day: string, now: number): number {
  return Math.max(DAY_MS / 24, Date.parse(day) + (KEPT_DAYS + 0.5) * DAY_MS - now);
}
