import type { RecurringWindow } from '@tillwatch/domain';
import { z } from 'zod';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** A reading of a clock: `22:00`. */
export const clockSchema = z.string({ error: 'clock' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'clock' });

/** Counted from the front, or from the back where negative; 0 is neither. */
const counted = (most: number) => z.array(z.union([z.int().min(1).max(most), z.literal(-1)])).min(1);

/** Hours that come again, as files write them. */
export const recurringSchema = z.strictObject({
  from: clockSchema,
  to: clockSchema,
  weekdays: z.array(z.enum(WEEKDAYS)).min(1).optional(),
  weeks: counted(5).optional(),
  daysOfMonth: counted(31).optional(),
});

/** An IANA name of a time zone. */
export const timeZoneSchema = z.string({ error: 'timeZone' }).refine(isTimeZone, { error: 'timeZone' });

/** Turns checked hours into what the domain knows. */
export function toRecurring({ from, to, weekdays, ...days }: z.infer<typeof recurringSchema>, timeZone: string): RecurringWindow {
  const own = { ...days, timeZone, from: minutesOf(from), to: minutesOf(to) };
  return weekdays === undefined ? own : { ...own, weekdays: weekdays.map((day) => WEEKDAYS.indexOf(day)) };
}

/** Minutes since midnight of a checked reading. */
export function minutesOf(clock: string): number {
  const [hour, minute] = clock.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // RangeError: an unknown zone
  }
}
