import type { Incident, IncidentChange } from '@tillwatch/domain';
import { changeOf, untaken } from './lifecycle.js';
import { snoozed } from './snooze.js';

/** What a person does. */
export type PersonAction = 'acknowledge' | 'unacknowledge' | 'snooze' | 'resolve' | 'note' | 'wrong-alarm';

/** What a person says with it. */
export interface PersonSays {
  readonly by: string;
  readonly note?: string;
  /** How long to be left alone, in minutes. */
  readonly minutes?: number;
  /** The incident as it is now, where that is known better than from what was told of it last. */
  readonly seen?: Incident;
}

/** How long "remind me later" lasts where nobody says (minutes). */
const SNOOZE_MINUTES = 15;

/**
 * Does what a person wants with an incident. Doing the same again changes nothing: who comes second is told who was first.
 * @returns the change; undefined where there is nothing (more) to do
 */
export function act(incident: Incident, action: PersonAction, says: PersonSays, now: number): IncidentChange | undefined {
  const who = { by: says.by, at: now, ...(says.note === undefined ? {} : { note: says.note }) };
  const { handling } = incident;
  const isOver = incident.status === 'resolved';
  switch (action) {
    case 'acknowledge': {
      if (incident.status !== 'triggered') return undefined;
      const taken = { ...handling, acknowledgedBy: says.by, acknowledgedAt: now };
      return changeOf({ ...incident, status: 'acknowledged', handling: taken }, { ...who, type: 'acknowledged', reason: 'acknowledged' });
    }
    case 'unacknowledge': {
      // Nobody takes back what another said.
      if (incident.status !== 'acknowledged' || handling.acknowledgedBy !== says.by) return undefined;
      return changeOf(untaken(incident), { ...who, type: 'unacknowledged', reason: 'unacknowledged' });
    }
    case 'snooze': {
      if (isOver) return undefined;
      const until = now + (says.minutes ?? SNOOZE_MINUTES) * 60_000;
      const putOff = snoozed(handling, until, says.seen ?? incident);
      return changeOf({ ...incident, handling: putOff }, { ...who, type: 'snoozed', reason: 'snoozed' });
    }
    case 'resolve':
      return isOver ? undefined : end(incident, who, 'resolved_by_person');
    case 'wrong-alarm':
      if (handling.wrongAlarm === true) return undefined;
      return end({ ...incident, handling: { ...handling, wrongAlarm: true } }, who, 'wrong_alarm');
    case 'note':
      return says.note === undefined ? undefined : changeOf(incident, { ...who, type: 'noted', reason: 'noted' });
  }
}

function end(
  incident: Incident,
  who: { readonly by: string; readonly at: number; readonly note?: string },
  reason: 'resolved_by_person' | 'wrong_alarm',
): IncidentChange {
  const { handling, resolvedAt } = incident;
  const over = { status: 'resolved', recovering: false, resolvedAt: resolvedAt ?? who.at } as const;
  const ended = { ...incident, ...over, handling: { ...handling, resolvedBy: who.by } };
  return changeOf(ended, { ...who, type: 'resolved', reason });
}
