import type { Incident } from '@tillwatch/domain';
import { act, type PersonAction, type PersonSays } from './act.js';
import { FOUND_AT, specIncident } from './spec-incident.spec-data.js';

const later = FOUND_AT + 60_000;

function does(incident: Incident, action: PersonAction, says: Partial<PersonSays> = {}): Incident {
  const change = act(incident, action, { by: 'Kim', ...says }, later);
  if (change === undefined) throw new Error(`nothing to ${action}`);
  expect(change).toMatchObject({ by: says.by ?? 'Kim', at: later, incident: { version: incident.version + 1 } });
  return change.incident;
}

describe('what a person does', () => {
  it('is done once: who comes second changes nothing', () => {
    const taken = does(specIncident(), 'acknowledge');
    expect(taken).toMatchObject({ status: 'acknowledged', handling: { acknowledgedBy: 'Kim', acknowledgedAt: later } });
    expect(act(taken, 'acknowledge', { by: 'Lee' }, later)).toBeUndefined();
    const over = does(taken, 'resolve', { by: 'Lee' });
    expect(over).toMatchObject({ status: 'resolved', resolvedAt: later, handling: { acknowledgedBy: 'Kim', resolvedBy: 'Lee' } });
    for (const action of ['acknowledge', 'resolve', 'snooze'] as const) expect(act(over, action, { by: 'Kim' }, later)).toBeUndefined();
    const wrong = does(over, 'wrong-alarm');
    expect(act(wrong, 'wrong-alarm', { by: 'Kim' }, later)).toBeUndefined();
  });

  it('can be to take back that one had taken it, and nobody takes it from another', () => {
    const taken = does({ ...specIncident(), handling: { snoozedUntil: 5 } }, 'acknowledge');
    expect(act(taken, 'unacknowledge', { by: 'Lee' }, later)).toBeUndefined();
    const free = does(taken, 'unacknowledge');
    expect(free).toMatchObject({ status: 'triggered', reason: 'unacknowledged', handling: { snoozedUntil: 5 } });
    expect(free.handling).not.toHaveProperty('acknowledgedBy');
    expect(act(free, 'unacknowledge', { by: 'Kim' }, later)).toBeUndefined();
    expect(does(free, 'acknowledge', { by: 'Lee' }).handling.acknowledgedBy).toBe('Lee');
    const over = does(taken, 'resolve');
    expect(act(over, 'unacknowledge', { by: 'Kim' }, later)).toBeUndefined();
  });

  it('can be to be left alone for a while, a quarter of an hour unless said otherwise', () => {
    const incident = specIncident();
    expect(does(incident, 'snooze').handling.snoozedUntil).toBe(later + 15 * 60_000);
    const longer = does(does(incident, 'snooze'), 'snooze', { minutes: 60 });
    expect(longer).toMatchObject({ status: 'triggered', handling: { snoozedUntil: later + 60 * 60_000 } });
  });

  it('can be a note at any time, and one without text is none', () => {
    const over = does(specIncident(), 'resolve');
    const noted = act(over, 'note', { by: 'Kim', note: 'asked the provider' }, later);
    expect(noted).toMatchObject({ type: 'noted', note: 'asked the provider', incident: { status: 'resolved' } });
    expect(act(over, 'note', { by: 'Kim' }, later)).toBeUndefined();
  });

  it('can be to call it wrong, open or over; when it ended stays when it ended', () => {
    const incident = { ...specIncident(), recovering: true };
    expect(does(incident, 'wrong-alarm')).toMatchObject({
      ...{ status: 'resolved', reason: 'wrong_alarm', recovering: false, resolvedAt: later },
      handling: { wrongAlarm: true, resolvedBy: 'Kim' },
    });
    const over: Incident = { ...incident, status: 'resolved', resolvedAt: FOUND_AT + 5 };
    expect(does(over, 'wrong-alarm')).toMatchObject({ resolvedAt: FOUND_AT + 5, handling: { wrongAlarm: true } });
  });
});
