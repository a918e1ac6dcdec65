import { formatSegment, type Incident, type IncidentChange, type IncidentChangeType, type IncidentReason } from '@tillwatch/domain';
import type { Finding } from './finding.js';
import { incidentId } from './incident-id.js';

/** Growth of the failures from which open numbers are worth telling again. */
const GREW = 1.5;

/** The change that makes `incident` out of the one before; its version is one more. */
export function changeOf(
  incident: Incident,
  of: {
    readonly at: number;
    readonly type: IncidentChangeType;
    readonly reason: IncidentReason;
    readonly by?: string;
    readonly note?: string;
  },
): IncidentChange {
  return { ...of, incident: { ...incident, version: incident.version + 1, reason: of.reason } };
}

/** Opens an incident. Its id follows from what was found, so that whoever finds it again names it the same. */
export function open(finding: Finding, of: { readonly tenant: string; readonly journey: string }, now: number): IncidentChange {
  const { kind, stage, startedAt, cause, baseline } = finding;
  const byLimit = baseline.source === 'limit';
  const reason = byLimit ? 'over_limit' : 'evidence_conclusive';
  const id = incidentId({ ...of, kind, stage, segment: cause[0]?.segment ?? {}, startedAt, byLimit });
  const state = { status: 'triggered', reason, openedAt: now, resolvedAt: null, handling: {} } as const;
  return changeOf({ id, version: 0, ...of, ...finding, ...state }, { at: now, type: 'opened', reason });
}

/** Whether an incident names other slices than a finding does. */
export function isOtherCause(incident: Incident, finding: Pick<Finding, 'cause' | 'stages'>): boolean {
  const spell = ({ cause, stages }: Pick<Finding, 'cause' | 'stages'>): string =>
    [...cause.map(({ segment }) => formatSegment(segment)), '', ...[...stages].sort()].join(' ');
  return spell(incident) !== spell(finding);
}

/** Why people should hear of an open incident again; undefined where nothing has changed that they would act on. */
function newsOf(told: Incident, finding: Finding): IncidentReason | undefined {
  if (told.severity === 'warning' && finding.severity === 'critical') return 'more_severe';
  if (told.maintenance !== null && finding.maintenance === null) return 'maintenance_over';
  if (isOtherCause(told, finding) || told.kind !== finding.kind) return 'cause_refined';
  const rate = (of: Pick<Incident, 'failed' | 'total'>): number => of.failed / Math.max(1, of.total);
  return rate(finding) >= GREW * rate(told) && finding.failed >= GREW * told.failed ? 'numbers_grew' : undefined;
}

/** An open incident with the newest numbers, told as an update where they are news; undefined where they are none. */
export function update(told: Incident, finding: Finding, now: number): IncidentChange | undefined {
  const reason = newsOf(told, finding);
  return reason === undefined ? undefined : changeOf({ ...told, ...finding }, { at: now, type: 'updated', reason });
}

/** Ends an incident by the evidence. */
export function resolve(incident: Incident, finding: Partial<Finding>, reason: IncidentReason, now: number): IncidentChange {
  const ended = { ...incident, ...finding, recovering: false, status: 'resolved', resolvedAt: now } as const;
  return changeOf(ended, { at: now, type: 'resolved', reason });
}

/** Opens an incident again whose trouble came back: its numbers count from there. Who had acknowledged it has to look again. */
export function reopen(incident: Incident, finding: Finding, now: number): IncidentChange {
  const again = { ...incident, ...finding, status: 'triggered', resolvedAt: null, handling: {} } as const;
  return changeOf(again, { at: now, type: 'reopened', reason: 'came_back' });
}
