import type { TimeSpec } from './map-schema.js';
import { shown, type Problem } from './problem.js';
import { compileText } from './read-value.js';
import type { Row } from './row.js';
import { compileTimeFormat, type ReadTime } from './time-format.js';
import { asUtc, ZoneClock, type LocalTime } from './zone.js';

/** Reads when a record happened (ms since epoch); undefined, with a problem added, where it cannot be told. */
export type ReadMoment = (row: Row, problems: Problem[]) => number | undefined;

type Parse = (text: string) => ReadTime | number | undefined;

/** What ISO 8601 texts look like, with or without an offset. */
const ISO = ["yyyy-MM-dd'T'HH:mm:ss.SZ", "yyyy-MM-dd'T'HH:mm:ssZ", "yyyy-MM-dd'T'HH:mm:ss.S", "yyyy-MM-dd'T'HH:mm:ss", 'yyyy-MM-dd'];

const EPOCH: Readonly<Record<string, number>> = { 'epoch-s': 1_000, 'epoch-ms': 1 };

/** Formats that go by a name instead of tokens. */
export const NAMED_FORMATS: readonly string[] = ['iso', ...Object.keys(EPOCH)];

function compileParse(format: string): Parse {
  const unit = EPOCH[format];
  if (unit !== undefined) return (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Math.floor(Number(text) * unit + 1e-6) : undefined);
  if (format !== 'iso') return compileTimeFormat(format).read;
  const formats = ISO.map(compileTimeFormat);
  return (text) => {
    for (const { read } of formats) {
      const found = read(text);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** Compiles how a record's moment is read. `parameters` fill a `{parameter}` in the spec's date. */
export function compileTime(spec: TimeSpec, parameters: ReadonlyMap<string, string>): ReadMoment {
  const format = spec.format ?? 'iso';
  const text = compileText(spec);
  const parse = compileParse(format);
  const zone = spec.zone === undefined ? undefined : new ZoneClock(spec.zone);
  const day = spec.date === undefined ? undefined : dayOf(spec.date.replace(/\{(.+)\}/, (_, name: string) => parameters.get(name) ?? ''));
  return (row, problems) => {
    const found = text(row);
    const time = found === undefined ? undefined : parse(found);
    const moment = typeof time === 'object' ? momentOf(time, day, zone) : time;
    if (moment === undefined) problems.push(problemOf(found, format, isLocal(time) && zone === undefined));
    return moment;
  };
}

/** Reads `2022-01-31`; undefined where it is not a day of the calendar. */
export function dayOf(text: string): Pick<LocalTime, 'year' | 'month' | 'day'> | undefined {
  const read = compileTimeFormat('yyyy-MM-dd').read(text)?.local;
  return read === undefined || asUtc(read) === undefined ? undefined : { year: read.year, month: read.month, day: read.day };
}

function momentOf(time: ReadTime, day: Partial<LocalTime> | undefined, zone: ZoneClock | undefined): number | undefined {
  const utc = asUtc({ ...time.local, ...day });
  if (utc === undefined) return undefined;
  return time.offsetMs === undefined ? zone?.toEpoch(utc) : utc - time.offsetMs;
}

/** Whether a time was read that only a zone could place. */
function isLocal(time: ReadTime | number | undefined): boolean {
  return typeof time === 'object' && time.offsetMs === undefined;
}

function problemOf(found: string | undefined, format: string, wantsZone: boolean): Problem {
  if (found === undefined)
    return { code: 'required', path: 'occurredAt', message: { ko: '시각이 비어 있습니다', en: 'the time is empty' } };
  const message = wantsZone
    ? {
        ko: `시간대 차이(예: +09:00)가 없고 맵에도 zone이 없습니다: ${shown(found)}`,
        en: `the time has no offset from UTC (such as +09:00) and the map names no zone: ${shown(found)}`,
      }
    : { ko: `시각 형식이 "${format}"이 아닙니다: ${shown(found)}`, en: `expected a time like ${format}, found ${shown(found)}` };
  return { code: 'invalid_value', path: 'occurredAt', message };
}
