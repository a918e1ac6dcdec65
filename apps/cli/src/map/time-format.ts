import type { LocalTime } from './zone.js';

/** A moment as read from text: local, or with the offset the text carried (milliseconds ahead of UTC). */
export interface ReadTime {
  readonly local: LocalTime;
  readonly offsetMs?: number;
}

type Part = keyof LocalTime | 'monthName' | 'twoDigitYear' | 'fraction' | 'half' | 'offset';

interface Token {
  readonly part: Part;
  readonly pattern: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Longest first, so that `yyyy` is not read as two `yy`. */
const TOKENS: readonly (readonly [string, Token])[] = [
  ['yyyy', { part: 'year', pattern: '(\\d{4})' }],
  ['yy', { part: 'twoDigitYear', pattern: '(\\d{2})' }],
  ['MMM', { part: 'monthName', pattern: `(${MONTHS.join('|')})` }],
  ['MM', { part: 'month', pattern: '(\\d{2})' }],
  ['M', { part: 'month', pattern: '(\\d{1,2})' }],
  ['dd', { part: 'day', pattern: '(\\d{2})' }],
  ['d', { part: 'day', pattern: '(\\d{1,2})' }],
  ['HH', { part: 'hour', pattern: '(\\d{2})' }],
  ['H', { part: 'hour', pattern: '(\\d{1,2})' }],
  ['hh', { part: 'hour', pattern: '(\\d{2})' }],
  ['h', { part: 'hour', pattern: '(\\d{1,2})' }],
  ['mm', { part: 'minute', pattern: '(\\d{2})' }],
  ['ss', { part: 'second', pattern: '(\\d{2})' }],
  ['S', { part: 'fraction', pattern: '(\\d{1,9})' }],
  ['a', { part: 'half', pattern: '(am|pm|오전|오후)' }],
  ['Z', { part: 'offset', pattern: '(Z|[+-]\\d{2}:?\\d{2})' }],
];

/** Reads texts of one format. */
export interface TimeFormat {
  /** Whether texts carry their own offset from UTC. */
  readonly hasOffset: boolean;
  readonly hasDate: boolean;
  /** undefined where the text is not of this format. */
  readonly read: (text: string) => ReadTime | undefined;
}

/**
 * Compiles a format of tokens: `yyyy yy MMM MM M dd d HH H hh h mm ss S a Z`; text in single quotes and everything
 * else stands for itself (`HH'h' mm` reads "17h 05"). `S` is a fraction of a second of any length.
 */
export function compileTimeFormat(format: string): TimeFormat {
  const parts: Part[] = [];
  let pattern = '';
  for (let rest = format; rest !== '';) {
    const quoted = /^'([^']*)'/.exec(rest);
    const token = quoted === null ? TOKENS.find(([text]) => rest.startsWith(text)) : undefined;
    const literal = quoted?.[1] ?? rest.charAt(0);
    pattern += token === undefined ? literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&') : token[1].pattern;
    if (token !== undefined) parts.push(token[1].part);
    rest = rest.slice(quoted?.[0].length ?? token?.[0].length ?? 1);
  }
  const whole = new RegExp(`^${pattern}$`, 'i');
  const hasDate = parts.some((part) => part === 'day');
  return { hasOffset: parts.includes('offset'), hasDate, read: (text) => readParts(whole.exec(text), parts) };
}

function readParts(found: RegExpExecArray | null, parts: readonly Part[]): ReadTime | undefined {
  if (found === null) return undefined;
  const at = (part: Part): string | undefined => (parts.includes(part) ? found[parts.indexOf(part) + 1] : undefined);
  const number = (part: Part, otherwise: number): number => Number(at(part) ?? otherwise);
  const monthName = at('monthName');
  const twoDigits = at('twoDigitYear');
  const offset = at('offset');
  const local: LocalTime = {
    year: twoDigits === undefined ? number('year', 1970) : 2000 + Number(twoDigits),
    month: monthName === undefined ? number('month', 1) : MONTHS.indexOf(monthName.toLowerCase()) + 1,
    day: number('day', 1),
    hour: hourOf(number('hour', 0), at('half')),
    minute: number('minute', 0),
    second: number('second', 0),
    millisecond: Math.floor(Number(`0.${at('fraction') ?? '0'}`) * 1_000 + 1e-6),
  };
  return offset === undefined ? { local } : { local, offsetMs: offsetOf(offset) };
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  const isAfternoon = half === '오후' || half.toLowerCase() === 'pm';
  return (hour % 12) + (isAfternoon ? 12 : 0);
}

function offsetOf(text: string): number {
  if (text.toUpperCase() === 'Z') return 0;
  const size = Number(text.slice(1, 3)) * 3_600_000 + Number(text.slice(-2)) * 60_000;
  return text.startsWith('-') ? -size : size;
}
