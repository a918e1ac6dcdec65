import type { WireEvent } from '@tillwatch/contract';
import { FAILURE_CLASSES, OUTCOMES, type LocalisedText } from '@tillwatch/domain';
import {
  A_TEXT,
  AN_INSTANT,
  anyOf,
  anyText,
  flag,
  id,
  instant,
  isFields,
  name,
  number,
  oneOf,
  required,
  wrongType,
  wrongValue,
  type Check,
  type Fields,
} from './checks.js';
import { expectedButFound, type Fault } from './fault.js';

const CURRENCY = /^[A-Z]{3}$/;
const AN_EVENT = { ko: '이벤트 (객체)', en: 'an event (an object)' };
const A_NUMBER = { ko: '숫자', en: 'a number' };
const A_CURRENCY = { ko: '대문자 세 글자의 통화 코드 (예: KRW)', en: 'a currency code of three capital letters such as KRW' };
const AN_AMOUNT = { ko: '{ "value": 49000, "currency": "KRW" } 같은 객체', en: 'an object such as { "value": 49000, "currency": "KRW" }' };
const AN_ERROR = { ko: '{ "code": "…", "message": "…" } 같은 객체', en: 'an object such as { "code": "…", "message": "…" }' };
const NAMES_AND_VALUES = { ko: '이름과 값의 객체', en: 'an object of names and values' };
const A_VALUE = { ko: '문자열, 숫자, true 또는 false', en: 'a text, a number or true or false' };
const amountValue = number({ min: -1e15, max: 1e15, whole: false });
const amount: Check = (path, value) => {
  if (!isFields(value)) return wrongType(path, value, AN_AMOUNT);
  const { currency } = value;
  if (value['value'] === undefined) return required(`${path}.value`, A_NUMBER);
  const fault = amountValue(`${path}.value`, value['value']);
  if (fault !== undefined) return fault;
  if (typeof currency === 'string' && CURRENCY.test(currency)) return undefined;
  return currency === undefined ? required(`${path}.currency`, A_CURRENCY) : wrongValue(`${path}.currency`, currency, A_CURRENCY);
};

const dimensions: Check = (path, value) => {
  if (!isFields(value)) return wrongType(path, value, NAMES_AND_VALUES);
  for (const dimension in value) {
    const of = value[dimension];
    if (typeof of === 'string' || typeof of === 'boolean' || of === null || dimension === '__proto__') continue;
    if (typeof of === 'number' && Number.isFinite(of)) continue;
    return wrongType(`${path}.${dimension}`, of, A_VALUE);
  }
  return undefined;
};

const error: Check = (path, value) => {
  if (!isFields(value)) return wrongType(path, value, AN_ERROR);
  const { code, message } = value;
  if (code !== undefined && code !== null && typeof code !== 'string') return anyText(`${path}.code`, code);
  return message === undefined || message === null ? undefined : anyText(`${path}.message`, message);
};

const revision = number({ min: 0, max: 1_000_000, whole: true });
const duration = number({ min: 0, max: 31_536_000_000, whole: false });
const count = number({ min: 1, max: 100_000_000, whole: true });
const span = number({ min: 0, max: 86_400_000, whole: true });
const outcome = oneOf(OUTCOMES);
const failureClass = oneOf(FAILURE_CLASSES);

function must(check: Check, path: string, value: unknown): Fault | undefined {
  return value === undefined || value === null ? required(path, EXPECTED[path] ?? A_TEXT) : check(path, value);
}

function may(check: Check, path: string, value: unknown): Fault | undefined {
  return value === undefined || value === null ? undefined : check(path, value);
}

const EXPECTED: Readonly<Record<string, LocalisedText>> = {
  id: { ko: '이 이벤트만의 문자열 (같은 id는 한 번만 집계)', en: 'a text that is this event’s own (a repeat of it is counted once)' },
  journey: { ko: '결제 흐름의 id', en: 'the id of a journey' },
  stage: { ko: '그 결제 흐름의 단계 id', en: 'the id of a stage of the journey' },
  outcome: anyOf(OUTCOMES),
  occurredAt: AN_INSTANT,
};

/**
 * What of a raw value is not as the contract's `wireEventSchema` says; undefined where it is a {@link WireEvent}.
 * Written by hand because it runs for every event (about a tenth of the schema's time); a property proves it equal.
 */
export function shapeFault(raw: unknown): Fault | undefined {
  if (!isFields(raw)) return { path: '', code: 'invalid_type', message: expectedButFound(AN_EVENT, raw) };
  return requiredFault(raw) ?? optionalFault(raw);
}

function requiredFault(raw: Fields): Fault | undefined {
  return (
    must(id, 'id', raw['id']) ??
    must(name, 'journey', raw['journey']) ??
    must(name, 'stage', raw['stage']) ??
    must(outcome, 'outcome', raw['outcome']) ??
    must(instant, 'occurredAt', raw['occurredAt'])
  );
}

function optionalFault(raw: Fields): Fault | undefined {
  return (
    may(id, 'attempt', raw['attempt']) ??
    may(id, 'purchase', raw['purchase']) ??
    may(revision, 'revision', raw['revision']) ??
    may(duration, 'durationMs', raw['durationMs']) ??
    may(amount, 'amount', raw['amount']) ??
    may(dimensions, 'dimensions', raw['dimensions']) ??
    may(anyText, 'userAgent', raw['userAgent']) ??
    may(error, 'error', raw['error']) ??
    may(failureClass, 'class', raw['class']) ??
    may(flag, 'final', raw['final']) ??
    may(count, 'count', raw['count']) ??
    may(span, 'spanMs', raw['spanMs']) ??
    may(flag, 'backfill', raw['backfill'])
  );
}

/** A raw value of the contract's shape. */
export function isWireEvent(raw: unknown): raw is WireEvent {
  return shapeFault(raw) === undefined;
}
