import type { Delivery } from './channel.js';
import { noIncident } from './no-incident.js';

const TEST = { ko: '시험', en: 'Test' };

/**
 * A message that only tries a channel. It is of an incident that never was and is stored nowhere; programs tell it by its kind, people by its
 * first words.
 *
 * @param now ms since the epoch
 */
export function testDelivery(of: Pick<Delivery, 'key' | 'language' | 'timeZone' | 'link'>, now: number): Delivery {
  return { ...of, kind: 'test', incident: noIncident(of.key, TEST, { at: now, isOver: false }), at: now, reference: null };
}
