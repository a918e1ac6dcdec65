import { isUtf8 } from 'node:buffer';
import { MAX_BODY_BYTES, MAX_EVENTS_PER_REQUEST } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';
import type { BodyFault } from './body-fault.js';
import { fromCloudEvent } from './cloud-event.js';
import { decompress } from './decompress.js';
import { UnreadableItem } from './fault.js';
import { describeJsonFault } from './json-fault.js';
import { bodyFormat, type BodyFormat } from './media-type.js';

/** The body of a request to `POST /v1/events`, with the headers that say how to read it. */
export interface EventsBody {
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly bytes: Buffer;
}

/** The raw events of a body in their order; unchecked, and {@link UnreadableItem} where a line or envelope was broken. */
export interface ReadEvents {
  readonly items: readonly unknown[];
}

/** How many faults of a wholly unreadable body are told. */
const TOLD_FAULTS = 20;

const NOT_UTF8 = {
  ko: '본문이 UTF-8이 아닙니다(EUC-KR, CP949는 읽지 않습니다). 바꾸어 보내세요.',
  en: 'The body is not UTF-8 (EUC-KR and CP949 are not read). Convert it before sending.',
};
const EMPTY = { ko: '본문이 비어 있습니다. 이벤트를 한 건 이상 보내세요.', en: 'The body is empty; expected one event or several.' };
const NO_EVENTS = {
  ko: '본문이 JSON이지만 객체도 객체의 배열도 아닙니다.',
  en: 'The body is JSON, but neither an object nor an array of objects.',
};
const A_BATCH = {
  ko: '본문이 배열입니다. CloudEvent 여러 건은 application/cloudevents-batch+json으로 보내세요.',
  en: 'The body is an array; several CloudEvents are sent as application/cloudevents-batch+json.',
};

/** Reads the raw events of a body: JSON (one or an array), NDJSON, CloudEvents; gzip or br. Never throws. */
export async function readBody(body: EventsBody): Promise<ReadEvents | BodyFault> {
  const format = bodyFormat(body.contentType);
  if (typeof format !== 'string') return format;
  const bytes = await decompress(body.bytes, body.contentEncoding, MAX_BODY_BYTES);
  if (!Buffer.isBuffer(bytes)) return bytes;
  if (!isUtf8(bytes)) return { status: 400, code: 'not_utf8', detail: NOT_UTF8 };
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') return { status: 400, code: 'empty_body', detail: EMPTY };
  return format === 'ndjson' ? readLines(text) : readJson(text, format);
}

function tooMany(): BodyFault {
  const detail = {
    ko: `한 요청에 이벤트가 ${MAX_EVENTS_PER_REQUEST}건을 넘습니다. 나누어 보내세요.`,
    en: `More than ${MAX_EVENTS_PER_REQUEST} events in one request. Send them in several requests.`,
  };
  return { status: 413, code: 'too_many_events', detail };
}

function unreadable(detail: LocalisedText): BodyFault {
  return { status: 400, code: 'unreadable_body', detail };
}

function readJson(text: string, format: Exclude<BodyFormat, 'ndjson'>): ReadEvents | BodyFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { ko, en } = describeJsonFault(text);
    return unreadable({ ko: `본문이 JSON이 아닙니다. ${ko}`, en: `The body is not JSON; ${en}.` });
  }
  if (typeof value !== 'object' || value === null) return unreadable(NO_EVENTS);
  if (format === 'cloudevent' && Array.isArray(value)) {
    return unreadable(A_BATCH);
  }
  const items: unknown[] = Array.isArray(value) ? value : [value];
  if (items.length > MAX_EVENTS_PER_REQUEST) return tooMany();
  return { items: format === 'json' ? items : items.map(fromCloudEvent) };
}

/** One event a line; blank lines are not events. */
function readLines(text: string): ReadEvents | BodyFault {
  const items: unknown[] = [];
  for (let from = 0, number = 1; from < text.length; number++) {
    const end = text.indexOf('\n', from);
    const line = end < 0 ? text.slice(from) : text.slice(from, end);
    from += line.length + 1;
    if (line.trim() === '') continue;
    if (items.length === MAX_EVENTS_PER_REQUEST) return tooMany();
    items.push(readLine(line, number));
  }
  const faults = items.filter((item) => item instanceof UnreadableItem).map((item) => item.fault);
  if (faults.length < items.length) return { items };
  const errors = faults.slice(0, TOLD_FAULTS).map(({ path, message }) => ({ path, message }));
  return { ...unreadable({ ko: `${items.length}줄 모두 JSON이 아닙니다.`, en: `None of the ${items.length} lines is JSON.` }), errors };
}

function readLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    const { ko, en } = describeJsonFault(line, number);
    const message = { ko: `JSON이 아닙니다. ${ko}`, en: `not JSON; ${en}` };
    return new UnreadableItem({ path: '', code: 'unreadable', message });
  }
}
