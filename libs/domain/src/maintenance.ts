import type { KnownMaintenance } from './incident.js';
import type { LocalisedText } from './journey.js';
import { localTime, momentsOf } from './local-time.js';
import type { Segment } from './segment.js';

/** A window that comes again, on every day that all of its lists allow; an absent list allows every day. */
export interface RecurringWindow {
  /** IANA name of the zone whose clocks and calendar it goes by. */
  readonly timeZone: string;
  /** Minutes since midnight; at or before `from`, `to` is on the day after. The day that counts is the one it begins on. */
  readonly from: number;
  readonly to: number;
  /** 0 is Sunday. */
  readonly weekdays?: readonly number[];
  /** Which of its weekday's days in the month: 1 the first … 5 the fifth, -1 the last. */
  readonly weeks?: readonly number[];
  /** 1..31; -1 is the last day of the month. */
  readonly daysOfMonth?: readonly number[];
}

/** A window that comes once, in ms since the epoch; `to` is no longer in it. */
export interface SingleWindow {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Known hours in which something outside the shop does not work, and nobody need be woken for it. */
export interface Maintenance {
  readonly id: string;
  readonly label: LocalisedText;
  /** What does not work: everything that has these values. */
  readonly segment: Segment;
  readonly windows: readonly (RecurringWindow | SingleWindow)[];
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** How long before its window something may already fail: operators begin early, and a start is an estimate. */
export const MAINTENANCE_LEAD_MS = 2 * MINUTE;

/** How long after its window something may still fail: systems come back late and recovery takes minutes to be seen. */
export const MAINTENANCE_GRACE_MS = 10 * MINUTE;

/**
 * The known maintenance that forbids paging at `now` for a trouble in `segment` that began at `startedAt`, and until when; of
 * several the one that lasts longest. The segment must lie within the maintenance's: have all of its values, and may have
 * more. The start may lie anywhere in a window, because operators name the hours in which they may switch something off, not
 * the minute; what began before or after it has another cause. What fails on when the window and its grace are over, pages.
 */
export function maintenanceAt(
  list: readonly Maintenance[],
  segment: Segment,
  startedAt: number,
  now: number,
): KnownMaintenance | undefined {
  let found: KnownMaintenance | undefined;
  for (const { id, segment: concerned, windows } of list) {
    if (!Object.entries(concerned).every(([dimension, value]) => segment[dimension] === value)) continue;
    for (const { startsAt, endsAt } of windows.flatMap((window) => occurrencesAround(window, startedAt))) {
      const until = endsAt + MAINTENANCE_GRACE_MS;
      const within = startedAt >= startsAt - MAINTENANCE_LEAD_MS && startedAt < endsAt && now < until;
      if (within && until > (found?.until ?? 0)) found = { id, until };
    }
  }
  return found;
}

/** The occurrence of one of some windows that `at` (ms since the epoch) lies in, the one that ends last; undefined between them. */
export function occurrenceAt(windows: readonly RecurringWindow[], at: number): SingleWindow | undefined {
  return windows
    .flatMap((window) => occurrencesAround(window, at))
    .filter(({ startsAt, endsAt }) => at >= startsAt && at < endsAt)
    .sort((a, b) => b.endsAt - a.endsAt)[0];
}

/** The occurrences of a window that may contain `at`: those that begin the day before, on the same day and on the day after. */
function occurrencesAround(window: RecurringWindow | SingleWindow, at: number): SingleWindow[] {
  if ('startsAt' in window) return [window];
  const { timeZone, from, to } = window;
  const today = Math.floor(localTime(at, timeZone) / DAY) * DAY;
  return [today - DAY, today, today + DAY]
    .filter((day) => isOn(window, new Date(day)))
    .map((day) => ({
      startsAt: momentsOf(day + from * MINUTE, timeZone).earliest,
      endsAt: momentsOf(day + (to <= from ? DAY : 0) + to * MINUTE, timeZone).latest,
    }));
}

/** Whether a window begins on a day, given as its midnight in UTC. */
function isOn({ weekdays, weeks, daysOfMonth }: RecurringWindow, day: Date): boolean {
  const date = day.getUTCDate();
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  const allows = (list: readonly number[] | undefined, ...is: number[]): boolean => list === undefined || is.some((n) => list.includes(n));
  return (
    allows(weekdays, day.getUTCDay()) &&
    allows(weeks, Math.ceil(date / 7), date + 7 > last ? -1 : 0) &&
    allows(daysOfMonth, date, date === last ? -1 : 0)
  );
}
