import { formatSegment, type Incident, type IncidentChange } from '@tillwatch/domain';
import type { HoldReason, NoticeKind, Told } from './notice.js';

/** That nothing is told, and until when (ms since the epoch) that is so whatever happens; null where only a change can end it. */
export interface Hold {
  readonly hold: HoldReason;
  readonly until: number | null;
}

/** What becomes of a change on one channel. */
export type Decision = { readonly send: NoticeKind } | Hold;

const UNCHANGED: Hold = { hold: 'unchanged', until: null };

/** How much higher than told a rate must be to be told again. */
const GREW = 1.5;

/** The causes of an incident in one text that is the same for the same causes. */
export function causeKey({ cause }: Pick<Incident, 'cause'>): string {
  return cause
    .map(({ segment }) => formatSegment(segment))
    .sort()
    .join(' | ');
}

/** What is remembered of an incident once it was told. */
export function toldOf(incident: Incident): Told {
  const { version, severity, status, failed, total } = incident;
  return { version, severity, status, cause: causeKey(incident), failed, total };
}

/**
 * Decides whether a change of an incident is told on a channel: when it begins, when a reader would do something else than before,
 * when somebody takes it, when it ends. An incident that goes on as it was told is never told again.
 *
 * @param told what the channel was told last; undefined where it never was
 * @param now ms since the epoch
 */
export function decide({ type, reason, incident }: IncidentChange, told: Told | undefined, now: number): Decision {
  if (told === undefined) return first(incident, now);
  if (told.version >= incident.version) return UNCHANGED;
  if (told.inDigest === true) return amongOthers(incident, told, now);
  if (incident.status === 'resolved') return told.status === 'resolved' ? UNCHANGED : ended(incident);
  if (type === 'acknowledged' || type === 'unacknowledged') return { send: type };
  const kept = held(incident, now);
  if (kept !== undefined) return kept;
  return told.status === 'resolved' ? { send: 'reopened' } : changed(incident, told, reason === 'snooze_broken');
}

/** What of an incident is told that was told among others only. */
function amongOthers(incident: Incident, told: Told, now: number): Decision {
  const isWorse = incident.status === 'triggered' && incident.severity === 'critical' && told.severity !== 'critical';
  return isWorse ? (held(incident, now) ?? { send: 'worse' }) : { hold: 'in_digest', until: null };
}

function first(incident: Incident, now: number): Decision {
  if (incident.status === 'resolved') return { hold: 'over_untold', until: null };
  return held(incident, now) ?? { send: 'opened' };
}

function ended({ handling }: Incident): Decision {
  return { send: handling.wrongAlarm === true ? 'wrong_alarm' : 'resolved' };
}

/** What of the incident itself keeps it quiet for the moment. */
export function held({ maintenance, pages, handling }: Incident, now: number): Hold | undefined {
  if (maintenance !== null) return { hold: 'maintenance', until: null };
  if (!pages) return { hold: 'not_paging', until: null };
  const { snoozedUntil } = handling;
  return snoozedUntil !== undefined && snoozedUntil > now ? { hold: 'snoozed', until: snoozedUntil } : undefined;
}

function changed(incident: Incident, told: Told, isPutOffNoMore: boolean): Decision {
  if (incident.severity === 'critical' && told.severity !== 'critical') return { send: 'worse' };
  if (causeKey(incident) !== told.cause) return { send: 'wider' };
  const [rate, before] = [incident.failed / incident.total, told.failed / told.total];
  return isPutOffNoMore || rate >= GREW * before ? { send: 'grew' } : UNCHANGED;
}
