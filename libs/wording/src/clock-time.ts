import type { Language } from './language.js';

/** A moment as people in one time zone read it off a clock and a calendar. */
export interface WallClock {
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes east of UTC. */
  readonly offsetMinutes: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Engines disagree about words (`PM 2:03` or `오후 2:03` for the same call), never about the digits of `en-US` parts; so
 * only those are taken from Intl.
 */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const digits = 'numeric' as const;
  const made = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn' },
    ...{ year: digits, month: digits, day: digits, hour: digits, minute: digits, second: digits },
  });
  formatters.set(timeZone, made);
  return made;
}

/** `at` (ms since epoch) on the clocks of `timeZone` (IANA name). Throws RangeError where the zone is unknown. */
export function wallClock(at: number, timeZone: string): WallClock {
  const whole = Math.floor(at / 1_000) * 1_000;
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(whole)
      .map((part) => [part.type, Number(part.value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const [year, month, day] = [part('year'), part('month'), part('day')];
  const [hour, minute, second] = [part('hour'), part('minute'), part('second')];
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const offsetMinutes = Math.round((asUtc - whole) / 60_000);
  return { year, month, day, weekday: new Date(asUtc).getUTCDay(), hour, minute, second, offsetMinutes };
}

const two = (n: number) => String(n).padStart(2, '0');

/** `14:03:20` */
export function clockText(at: number, timeZone: string): string {
  const { hour, minute, second } = wallClock(at, timeZone);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** `14:03` */
export function minuteText(at: number, timeZone: string): string {
  const { hour, minute } = wallClock(at, timeZone);
  return `${two(hour)}:${two(minute)}`;
}

/** `오후 2:03`, `2:03 pm`: for readers who do not work with seconds. */
export function dayTimeText(at: number, timeZone: string, language: Language): string {
  const { hour, minute } = wallClock(at, timeZone);
  const twelve = `${String(hour % 12 === 0 ? 12 : hour % 12)}:${two(minute)}`;
  if (language === 'ko') return `${hour < 12 ? '오전' : '오후'} ${twelve}`;
  return `${twelve} ${hour < 12 ? 'am' : 'pm'}`;
}

const WEEKDAYS: Record<Language, readonly string[]> = {
  ko: ['일', '월', '화', '수', '목', '금', '토'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `11월 22일 (토)`, `Sat 22 Nov` */
export function dateText(at: number, timeZone: string, language: Language): string {
  const { month, day, weekday } = wallClock(at, timeZone);
  const name = WEEKDAYS[language][weekday] ?? '';
  return language === 'ko' ? `${String(month)}월 ${String(day)}일 (${name})` : `${name} ${String(day)} ${MONTHS[month - 1] ?? ''}`;
}

/** `KST`, `UTC`, else the offset as `UTC+02:00`: engines give Seoul as `GMT+9` in every locale. */
export function zoneText(at: number, timeZone: string): string {
  if (timeZone === 'Asia/Seoul') return 'KST';
  const { offsetMinutes } = wallClock(at, timeZone);
  if (offsetMinutes === 0) return 'UTC';
  const minutes = Math.abs(offsetMinutes);
  return `UTC${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
