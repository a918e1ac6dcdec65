import { WHOLE_ATTEMPT } from '@tillwatch/domain';
import type { Delivery } from './channel.js';

const TEST = { ko: '시험', en: 'Test' };

/**
 * A message that only tries a channel. It is of an incident that never was and is stored nowhere; programs tell it by its kind, people by its
 * first words.
 *
 * @param now ms since the epoch
 */
export function testDelivery(of: Pick<Delivery, 'key' | 'language' | 'timeZone' | 'link'>, now: number): Delivery {
  const at = new Date(now).toISOString();
  const incident: Delivery['incident'] = {
    ...{
      id: of.key,
      version: 1,
      kind: 'failure_rate',
      class: null,
      severity: 'warning',
      status: 'triggered',
      reason: 'evidence_conclusive',
    },
    ...{ recovering: false, journey: 'test', journeyLabel: TEST, stage: WHOLE_ATTEMPT, stageLabel: TEST, stages: [] },
    ...{ startedAt: at, openedAt: at, resolvedAt: null, cause: [], total: 0, failed: 0, rate: 0, low: 0, high: 1, excess: 0, perMinute: 0 },
    baseline: { rate: 0, low: 0, high: 1, source: 'prior', learning: true },
    ...{ detailed: null, contrasts: [], errors: [], merchants: { count: 0, top: [] }, money: null, pages: true, maintenance: null },
    ...{ acknowledgedBy: null, acknowledgedAt: null, snoozedUntil: null, resolvedBy: null, wrongAlarm: false },
  };
  return { ...of, kind: 'test', incident, at: now, reference: null };
}
