import { formatSegment, type Incident, type IncidentChange } from '@tillwatch/domain';
import type { HoldReason, NoticeKind, Told } from './notice.js';

/** What becomes of a change on one channel. */
export type Decision = { readonly send: NoticeKind } | { readonly hold: HoldReason };

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
  if (told.version >= incident.version) return { hold: 'unchanged' };
  if (incident.status === 'resolved') return told.status === 'resolved' ? { hold: 'unchanged' } : ended(incident);
  if (type === 'acknowledged' || type === 'unacknowledged') return { send: type };
  if (told.status === 'resolved') return { send: 'reopened' };
  const isPutOffNoMore = reason === 'snooze_broken';
  return held(incident, now) ?? changed(incident, told, isPutOffNoMore);
}

function first(incident: Incident, now: number): Decision {
  if (incident.status === 'resolved') return { hold: 'over_untold' };
  return held(incident, now) ?? { send: 'opened' };
}

function ended({ handling }: Incident): Decision {
  return { send: handling.wrongAlarm === true ? 'wrong_alarm' : 'resolved' };
}

/** What keeps an incident quiet for the moment. */
function held({ maintenance, pages, handling }: Incident, now: number): Decision | undefined {
  if (maintenance !== null) return { hold: 'maintenance' };
  if (!pages) return { hold: 'not_paging' };
  return handling.snoozedUntil !== undefined && handling.snoozedUntil > now ? { hold: 'snoozed' } : undefined;
}

function changed(incident: Incident, told: Told, isPutOffNoMore: boolean): Decision {
  if (incident.severity === 'critical' && told.severity !== 'critical') return { send: 'worse' };
  if (causeKey(incident) !== told.cause) return { send: 'wider' };
  const [rate, before] = [incident.failed / incident.total, told.failed / told.total];
  return isPutOffNoMore || rate >= GREW * before ? { send: 'grew' } : { hold: 'unchanged' };
}
