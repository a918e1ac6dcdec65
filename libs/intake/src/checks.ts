import { MAX_ID_LENGTH } from '@tillwatch/contract';
import { found, type Fault } from './fault.js';
import { parseInstant } from './iso-time.js';

/** The fields of a JSON object. */
export type Fields = Readonly<Record<string, unknown>>;
/** Checks one value; undefined where nothing is wrong with it. */
export type Check = (path: string, value: unknown) => Fault | undefined;

const MAX_NAME_LENGTH = 64;
/** What is expected of `occurredAt`. */
export const AN_INSTANT = 'an ISO 8601 time with seconds and an offset, such as 2026-11-22T05:03:21.120Z';

export function required(path: string, expected: string): Fault {
  return { path, code: 'required', message: `expected ${expected}, found nothing` };
}

export function wrongType(path: string, value: unknown, expected: string): Fault {
  return { path, code: 'invalid_type', message: `expected ${expected}, found ${found(value)}` };
}

export function wrongValue(path: string, value: unknown, expected: string): Fault {
  return { path, code: 'invalid_value', message: `expected ${expected}, found ${found(value)}` };
}

function text(path: string, value: unknown, max: number): Fault | undefined {
  if (typeof value !== 'string') return wrongType(path, value, 'a text');
  if (value.length === 0) return wrongValue(path, value, `a text of 1 to ${max} characters`);
  if (value.length <= max) return undefined;
  return { path, code: 'too_long', message: `expected at most ${max} characters, found ${value.length}` };
}

export const name: Check = (path, value) => text(path, value, MAX_NAME_LENGTH);
export const id: Check = (path, value) => text(path, value, MAX_ID_LENGTH);
export const anyText: Check = (path, value) => (typeof value === 'string' ? undefined : wrongType(path, value, 'a text'));
export const flag: Check = (path, value) => (typeof value === 'boolean' ? undefined : wrongType(path, value, 'true or false'));

export function oneOf(words: readonly string[]): Check {
  const expected = `one of ${words.join(', ')}`;
  return (path, value) => {
    if (typeof value !== 'string') return wrongType(path, value, expected);
    return words.includes(value) ? undefined : wrongValue(path, value, expected);
  };
}

export function number(limits: { readonly min: number; readonly max: number; readonly whole: boolean }): Check {
  const expected = `${limits.whole ? 'a whole number' : 'a number'} from ${limits.min} to ${limits.max}`;
  return (path, value) => {
    if (typeof value !== 'number') return wrongType(path, value, expected);
    if (value >= limits.min && value <= limits.max && (!limits.whole || Number.isInteger(value))) return undefined;
    const code = limits.whole && Number.isFinite(value) && !Number.isInteger(value) ? 'invalid_type' : 'out_of_range';
    return { path, code, message: `expected ${expected}, found ${found(value)}` };
  };
}

export const instant: Check = (path, value) => {
  if (typeof value !== 'string') return wrongType(path, value, AN_INSTANT);
  return Number.isNaN(parseInstant(value)) ? wrongValue(path, value, AN_INSTANT) : undefined;
};

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
