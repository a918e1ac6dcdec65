import { isUtf8 } from 'node:buffer';
import { MAX_BODY_BYTES, MAX_EVENTS_PER_REQUEST } from '@tillwatch/contract';
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

/** Reads the raw events of a body: JSON (one or an array), NDJSON, CloudEvents; gzip or br. Never throws. */
export async function readBody(body: EventsBody): Promise<ReadEvents | BodyFault> {
  const format = bodyFormat(body.contentType);
  if (typeof format !== 'string') return format;
  const bytes = await decompress(body.bytes, body.contentEncoding, MAX_BODY_BYTES);
  if (!Buffer.isBuffer(bytes)) return bytes;
  if (!isUtf8(bytes))
    return { status: 400, code: 'not_utf8', detail: 'The body is not UTF-8 (EUC-KR and CP949 are not read). Convert it before sending.' };
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') return { status: 400, code: 'empty_body', detail: 'The body is empty; expected one event or several.' };
  return format === 'ndjson' ? readLines(text) : readJson(text, format);
}

function tooMany(): BodyFault {
  const detail = `More than ${MAX_EVENTS_PER_REQUEST} events in one request. Send them in several requests.`;
  return { status: 413, code: 'too_many_events', detail };
}

function unreadable(detail: string): BodyFault {
  return { status: 400, code: 'unreadable_body', detail };
}

function readJson(text: string, format: Exclude<BodyFormat, 'ndjson'>): ReadEvents | BodyFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable(`The body is not JSON: ${describeJsonFault(text)}.`);
  }
  if (typeof value !== 'object' || value === null) return unreadable('The body is JSON, but neither an object nor an array of objects.');
  if (format === 'cloudevent' && Array.isArray(value)) {
    return unreadable('The body is an array; several CloudEvents are sent as application/cloudevents-batch+json.');
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
  return { ...unreadable(`None of the ${items.length} lines is JSON.`), errors };
}

function readLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    const message = `not JSON; ${describeJsonFault(line).replace(/^line 1,/, `line ${number},`)}`;
    return new UnreadableItem({ path: '', code: 'unreadable', message });
  }
}
