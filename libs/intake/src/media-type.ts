import type { BodyFault } from './body-fault.js';

/** How the events of a body are laid out. */
export type BodyFormat = 'json' | 'ndjson' | 'cloudevent' | 'cloudevents';

/** A map, because the key comes from outside and a plain object would know `__proto__`. */
const FORMATS: ReadonlyMap<string, BodyFormat> = new Map([
  ['application/json', 'json'],
  ['application/x-ndjson', 'ndjson'],
  ['application/ndjson', 'ndjson'],
  ['application/jsonl', 'ndjson'],
  ['application/x-jsonlines', 'ndjson'],
  ['application/cloudevents+json', 'cloudevent'],
  ['application/cloudevents-batch+json', 'cloudevents'],
]);

/** The media types that events can be sent as. */
export const EVENT_MEDIA_TYPES = [
  'application/json',
  'application/x-ndjson',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
];

const NOT_UTF8 = {
  ko: '본문은 UTF-8이어야 하는데 다른 문자 집합이 적혀 있습니다.',
  en: 'The body must be UTF-8; another charset is named.',
};

/** What a Content-Type header says of the body, or why it cannot be taken. */
export function bodyFormat(contentType: string | undefined): BodyFormat | BodyFault {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const format = FORMATS.get(type.trim());
  if (format === undefined) {
    const types = EVENT_MEDIA_TYPES.join(', ');
    return {
      status: 415,
      code: 'unsupported_media_type',
      detail: {
        ko: `${contentType === undefined ? 'Content-Type이 없습니다.' : '읽을 수 없는 Content-Type입니다.'} 다음 중 하나로 보내세요: ${types}`,
        en: `${contentType === undefined ? 'There is no Content-Type.' : 'This Content-Type cannot be read.'} Send one of ${types}.`,
      },
    };
  }
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1])
    .find((name) => name !== undefined);
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii') return format;
  return { status: 415, code: 'unsupported_media_type', detail: NOT_UTF8 };
}
