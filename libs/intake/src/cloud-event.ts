import { isFields, type Fields } from './checks.js';
import { expectedButFound, same, UnreadableItem, type Fault } from './fault.js';
import { scanEvent } from './scan.js';

const A_CLOUD_EVENT = { ko: 'CloudEvent(객체)가 아닙니다', en: 'expected a CloudEvent (an object), found a value of another kind' };

function broken(fault: Fault): UnreadableItem {
  return new UnreadableItem(fault);
}

/** The envelope's own faults; what it carries is checked as an event later. */
function envelopeFault(envelope: Fields): Fault | undefined {
  const { data: _data, data_base64: _base64, ...attributes } = envelope;
  const { fault } = scanEvent(attributes);
  if (fault !== undefined) return fault;
  const version = envelope['specversion'];
  if (version === '1.0') return undefined;
  const code = version === undefined ? 'required' : 'invalid_value';
  return { path: 'specversion', code, message: expectedButFound(same('"1.0"'), version) };
}

function payloadOf(envelope: Fields): unknown {
  const base64 = envelope['data_base64'];
  if (envelope['data'] !== undefined || typeof base64 !== 'string') return envelope['data'];
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return broken({
      path: 'data_base64',
      code: 'unreadable',
      message: { ko: 'base64로 된 JSON 이벤트가 필요합니다', en: 'expected an event as JSON in base64' },
    });
  }
}

/**
 * The event inside a CloudEvent 1.0 (structured mode): its data, which takes `id` and `time` of the envelope where it
 * has no `id` and `occurredAt` of its own.
 *
 * @returns a raw event, or an {@link UnreadableItem} that says why there is none
 */
export function fromCloudEvent(item: unknown): unknown {
  if (!isFields(item)) return broken({ path: '', code: 'invalid_type', message: A_CLOUD_EVENT });
  const fault = envelopeFault(item);
  if (fault !== undefined) return broken(fault);
  const payload = payloadOf(item);
  if (payload === undefined)
    return broken({ path: 'data', code: 'required', message: expectedButFound({ ko: '이벤트', en: 'the event' }, undefined) });
  if (!isFields(payload) || payload instanceof UnreadableItem) return payload;
  return { ...payload, id: payload['id'] ?? item['id'], occurredAt: payload['occurredAt'] ?? item['time'] };
}
