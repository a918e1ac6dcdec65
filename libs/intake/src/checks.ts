import { MAX_ID_LENGTH } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';
import { expectedButFound, type Fault } from './fault.js';
import { parseInstant } from './iso-time.js';

/** The fields of a JSON object. */
export type Fields = Readonly<Record<string, unknown>>;
/** Checks one value; undefined where nothing is wrong with it. */
export type Check = (path: string, value: unknown) => Fault | undefined;

const MAX_NAME_LENGTH = 64;
/** What is expected of `occurredAt`. */
export const AN_INSTANT: LocalisedText = {
  ko: '초와 시간대 차이가 있는 ISO 8601 시각 (예: 2026-11-22T05:03:21.120Z)',
  en: 'an ISO 8601 time with seconds and an offset, such as 2026-11-22T05:03:21.120Z',
};
/** What is expected of a field that holds any text. */
export const A_TEXT: LocalisedText = { ko: '문자열', en: 'a text' };
const A_FLAG: LocalisedText = { ko: 'true 또는 false', en: 'true or false' };

export function required(path: string, expected: LocalisedText): Fault {
  return { path, code: 'required', message: expectedButFound(expected, undefined) };
}

export function wrongType(path: string, value: unknown, expected: LocalisedText): Fault {
  return { path, code: 'invalid_type', message: expectedButFound(expected, value) };
}

export function wrongValue(path: string, value: unknown, expected: LocalisedText): Fault {
  return { path, code: 'invalid_value', message: expectedButFound(expected, value) };
}

function text(path: string, value: unknown, max: number): Fault | undefined {
  if (typeof value !== 'string') return wrongType(path, value, A_TEXT);
  if (value.length === 0) return wrongValue(path, value, { ko: `1~${max}자의 문자열`, en: `a text of 1 to ${max} characters` });
  if (value.length <= max) return undefined;
  const message = {
    ko: `최대 ${max}자입니다. 받은 길이: ${value.length}자`,
    en: `expected at most ${max} characters, found ${value.length}`,
  };
  return { path, code: 'too_long', message };
}

export const name: Check = (path, value) => text(path, value, MAX_NAME_LENGTH);
export const id: Check = (path, value) => text(path, value, MAX_ID_LENGTH);
export const anyText: Check = (path, value) => (typeof value === 'string' ? undefined : wrongType(path, value, A_TEXT));
export const flag: Check = (path, value) => (typeof value === 'boolean' ? undefined : wrongType(path, value, A_FLAG));

/** The words a field may hold, as they are told. */
export function anyOf(words: readonly string[]): LocalisedText {
  return { ko: `${words.join(', ')} 중 하나`, en: `one of ${words.join(', ')}` };
}

export function oneOf(words: readonly string[]): Check {
  const expected = anyOf(words);
  return (path, value) => {
    if (typeof value !== 'string') return wrongType(path, value, expected);
    return words.includes(value) ? undefined : wrongValue(path, value, expected);
  };
}

export function number(limits: { readonly min: number; readonly max: number; readonly whole: boolean }): Check {
  const { min, max } = limits;
  const expected = {
    ko: `${min}~${max}의 ${limits.whole ? '정수' : '숫자'}`,
    en: `${limits.whole ? 'a whole number' : 'a number'} from ${min} to ${max}`,
  };
  return (path, value) => {
    if (typeof value !== 'number') return wrongType(path, value, expected);
    if (value >= min && value <= max && (!limits.whole || Number.isInteger(value))) return undefined;
    const code = limits.whole && Number.isFinite(value) && !Number.isInteger(value) ? 'invalid_type' : 'out_of_range';
    return { path, code, message: expectedButFound(expected, value) };
  };
}

export const instant: Check = (path, value) => {
  if (typeof value !== 'string') return wrongType(path, value, AN_INSTANT);
  return Number.isNaN(parseInstant(value)) ? wrongValue(path, value, AN_INSTANT) : undefined;
};

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
