import type { LocalisedText } from '@tillwatch/domain';
import type { Recorded } from '@tillwatch/replay';
import type { MappedRow } from '../map/mapper.js';
import type { Reject } from '../report/rejects.js';
import type { JsonLine } from '../source/ndjson-records.js';
import { NOT_JSON } from '../source/ndjson-records.js';
import { SourceError } from '../source/source-error.js';

/** Where something was read. */
export interface Place {
  readonly line: number;
  readonly row: number;
}

/** What a recording says, in its order: events, what is none, and (in lockstep) that everything before has arrived. */
export type RecordingItem =
  | { readonly kind: 'event'; readonly recorded: Recorded<Place> }
  | { readonly kind: 'reject'; readonly reject: Reject }
  | { readonly kind: 'tick'; readonly at: number; readonly line: number };

type Fields = Readonly<Record<string, unknown>>;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const AN_INSTANT = {
  ko: '시차가 붙은 ISO 8601 시각이어야 합니다',
  en: 'expected a time in ISO 8601 with an offset, like 2026-11-22T14:00:00+09:00',
};

/** What a line of NDJSON says. Without `hasTicks` a control line is an event like any other, and a bad one. @throws SourceError */
export function itemOfLine({ line, number, value }: JsonLine, of: { readonly dataset: string; readonly hasTicks: boolean }): RecordingItem {
  const place = { line, row: number };
  if (value === undefined) return { kind: 'reject', reject: { ...place, ...NOT_JSON } };
  if (of.hasTicks && 'tick' in value) return { kind: 'tick', at: tickOf(value['tick'], line), line };
  const id = value['id'] ?? `${of.dataset}:${number}`;
  const isWhole = value['id'] !== undefined && value['attempt'] !== undefined;
  return itemOf(isWhole ? value : { ...value, id, attempt: value['attempt'] ?? id }, place);
}

/** What a record that was mapped says. */
export function itemsOfRow({ line, number, events, problems }: MappedRow): RecordingItem[] {
  const place = { line, row: number };
  const rejects = problems.map((problem): RecordingItem => ({ kind: 'reject', reject: { ...place, ...problem } }));
  return [...rejects, ...events.map((event) => itemOf(event, place))];
}

function itemOf(event: Fields, place: Place): RecordingItem {
  const at = arrivalOf(event);
  if (typeof at === 'number') return { kind: 'event', recorded: { event, at, isHistory: event['backfill'] === true, place } };
  return { kind: 'reject', reject: { ...place, path: at, code: 'invalid_value', message: AN_INSTANT } };
}

/**
 * When an event arrived: as it says, else when it happened; one that stands for many when the time they are spread over has
 * passed. @returns the field that should be a time and is none, where it cannot be told
 */
function arrivalOf({ receivedAt, occurredAt, count, spanMs }: Fields): number | 'receivedAt' | 'occurredAt' {
  if (receivedAt !== undefined && receivedAt !== null) return instantOf(receivedAt) ?? 'receivedAt';
  const span = typeof count === 'number' && count > 1 && typeof spanMs === 'number' ? spanMs : 0;
  const happened = instantOf(occurredAt);
  return happened === undefined ? 'occurredAt' : happened + span;
}

function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !INSTANT.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}

function tickOf(value: unknown, line: number): number {
  const at = instantOf(value);
  if (at !== undefined) return at;
  throw new SourceError([on(line, { ko: `tick: ${AN_INSTANT.ko}`, en: `tick: ${AN_INSTANT.en}` })]);
}

/** A fault with its line. */
export function on(line: number, { ko, en }: LocalisedText): LocalisedText {
  return { ko: `${line}번째 줄: ${ko}`, en: `line ${line}: ${en}` };
}
