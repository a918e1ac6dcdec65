import { dateText, minuteText, wallClock, zoneText, type Language } from '@tillwatch/wording';
import { midnight, type Span } from './period.js';

/** The clock by which a range is read. */
interface Clock {
  readonly now: number;
  readonly timeZone: string;
}

/** A day, with its year where that is not this one: `11월 22일 (일)`, `2025년 11월 22일 (토)`. */
export function dayText(at: number, { now, timeZone }: Clock, language: Language): string {
  const [{ year }, day] = [wallClock(at, timeZone), dateText(at, timeZone, language)];
  if (year === wallClock(now, timeZone).year) return day;
  return language === 'ko' ? `${String(year)}년 ${day}` : `${day} ${String(year)}`;
}

/** A range as people read it: whole days as days, anything else with its times and their zone. */
export function spanText({ from, to }: Span, clock: Clock, language: Language): string {
  const { timeZone } = clock;
  const sign = language === 'ko' ? ' ~ ' : ' – ';
  if (midnight(from, timeZone) === from && midnight(to, timeZone) === to) {
    const [first, last] = [dayText(from, clock, language), dayText(to - 1, clock, language)];
    return first === last ? first : `${first}${sign}${last}`;
  }
  const [first, last] = [from, to].map((at) => `${dayText(at, clock, language)} ${minuteText(at, timeZone)}`) as [string, string];
  const isOneDay = midnight(from, timeZone) === midnight(to - 1, timeZone);
  return `${first}${sign}${isOneDay ? minuteText(to, timeZone) : last} ${zoneText(to, timeZone)}`;
}

/** A moment with its offset, as exports have it: `2026-11-22T14:00:00+09:00`. */
export function offsetText(at: number, timeZone: string): string {
  const { offsetMinutes } = wallClock(at, timeZone);
  const two = (n: number): string => String(n).padStart(2, '0');
  const minutes = Math.abs(offsetMinutes);
  const local = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 19);
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
