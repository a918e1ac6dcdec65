import type { Incident, IncidentChange, IncidentChangeType, IncidentReason } from '@tillwatch/domain';
import { isOtherCause } from './cause.js';
import type { Finding } from './finding.js';
import { incidentId } from './incident-id.js';
import { breaksSnooze, isSnoozed, measuredAgainst, withoutSnooze } from './snooze.js';

/** Growth of the failures from which open numbers are worth telling again. */
const GREW = 1.5;
/** How long an acknowledgement of what stays critical is good for (ms). */
const ASKED_AFTER_MS = 30 * 60_000;

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
export function open(finding: Finding, of: Pick<Incident, 'tenant' | 'journey' | 'receivedAt'>, now: number): IncidentChange {
  const { kind, stage, startedAt, cause, baseline } = finding;
  const byLimit = baseline.source === 'limit';
  const reason = byLimit ? 'over_limit' : 'evidence_conclusive';
  const id = incidentId({ ...of, kind, stage, segment: cause[0]?.segment ?? {}, startedAt, byLimit });
  const state = { status: 'triggered', reason, openedAt: now, resolvedAt: null, handling: {} } as const;
  return changeOf({ id, version: 0, ...of, ...finding, ...state }, { at: now, type: 'opened', reason });
}

/** Why people should hear of an open incident again; undefined where nothing has changed that they would act on. */
function newsOf(told: Incident, finding: Finding): IncidentReason | undefined {
  if (told.severity === 'warning' && finding.severity === 'critical') return 'more_severe';
  if (told.maintenance !== null && finding.maintenance === null) return 'maintenance_over';
  if (isOtherCause(told, finding) || told.kind !== finding.kind) return 'cause_refined';
  const rate = (of: Pick<Incident, 'failed' | 'total'>): number => of.failed / Math.max(1, of.total);
  // Of none nothing grows.
  const isMore = finding.failed > told.failed && finding.failed >= GREW * told.failed;
  return isMore && rate(finding) >= GREW * rate(told) ? 'numbers_grew' : undefined;
}

/** An incident that nobody has acknowledged. */
export function untaken(incident: Incident): Incident {
  const { acknowledgedBy: _, acknowledgedAt: __, ...handling } = incident.handling;
  return { ...incident, status: 'triggered', handling };
}

/**
 * An open incident with the newest numbers, where they are news; undefined where there is nothing to tell. What gets much worse is
 * snoozed no more, and who acknowledged it is asked again after a while.
 */
export function update(told: Incident, finding: Finding, now: number): IncidentChange | undefined {
  const incident = { ...told, ...finding };
  const isPutOff = isSnoozed(told, now);
  if (isPutOff && breaksSnooze(told, finding)) {
    const handling = withoutSnooze(told.handling);
    return changeOf({ ...incident, handling }, { at: now, type: 'updated', reason: 'snooze_broken' });
  }
  const reason = newsOf(told, finding);
  if (reason !== undefined) {
    // Of another cause other numbers are to be expected, which makes nothing worse.
    const handling = isPutOff && reason === 'cause_refined' ? measuredAgainst(told.handling, finding) : told.handling;
    return changeOf({ ...incident, handling }, { at: now, type: 'updated', reason });
  }
  if (isPutOff || !isToBeAsked(told, finding, now)) return undefined;
  return changeOf(untaken(incident), { at: now, type: 'unacknowledged', reason: 'acknowledgement_expired' });
}

/** Whether who acknowledged an incident is to be asked whether they are still on it. */
function isToBeAsked({ status, severity, handling: { acknowledgedAt } }: Incident, { recovering }: Finding, now: number): boolean {
  const isStillBad = severity === 'critical' && !recovering;
  return status === 'acknowledged' && isStillBad && acknowledgedAt !== undefined && now - acknowledgedAt >= ASKED_AFTER_MS;
}

/**
 * What the evidence said of an open incident, on top of what a person has done to it meanwhile.
 * @param change an update of the incident as it was before that
 * @returns undefined where there is nothing left to tell
 */
export function updateOnTop({ incident: finding, at }: IncidentChange, theirs: Incident): IncidentChange | undefined {
  const { version, status, reason, openedAt, resolvedAt, handling } = theirs;
  return update(theirs, { ...finding, ...{ version, status, reason, openedAt, resolvedAt, handling } }, at);
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
