import type { IncidentAnswer } from '@tillwatch/contract';
import { WHOLE_ATTEMPT, type LocalisedText } from '@tillwatch/domain';

/**
 * What stands where messages have an incident, in one that is about none: nothing happened, nobody was hit.
 *
 * @param id by which programs tell such messages apart
 * @param when ms since the epoch, and whether there is nothing left to do
 */
export function noIncident(
  id: string,
  label: LocalisedText,
  { at, isOver }: { readonly at: number; readonly isOver: boolean },
): IncidentAnswer {
  const time = new Date(at).toISOString();
  return {
    ...{ id, version: 1, kind: 'failure_rate', class: null, severity: 'warning', reason: 'evidence_conclusive' },
    ...(isOver ? { status: 'resolved', resolvedAt: time } : { status: 'triggered', resolvedAt: null }),
    ...{ recovering: false, journey: id, journeyLabel: label, stage: WHOLE_ATTEMPT, stageLabel: label, stages: [] },
    ...{ startedAt: time, openedAt: time, cause: [], total: 0, failed: 0, rate: 0, low: 0, high: 1, excess: 0, perMinute: 0 },
    baseline: { rate: 0, low: 0, high: 1, source: 'prior', learning: true },
    ...{ detailed: null, contrasts: [], errors: [], merchants: { count: 0, top: [] }, money: null, pages: true, maintenance: null },
    ...{ acknowledgedBy: null, acknowledgedAt: null, snoozedUntil: null, resolvedBy: null, wrongAlarm: false },
  };
}
