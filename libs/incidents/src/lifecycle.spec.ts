import { INCIDENT_KINDS, type Incident } from '@tillwatch/domain';
import { incidentId, type IncidentOrigin } from './incident-id.js';
import { act } from './act.js';
import { open, reopen, resolve, update, updateOnTop } from './lifecycle.js';
import { FOUND_AT, specFinding, specIncident } from './spec-incident.spec-data.js';

const later = FOUND_AT + 60_000;

describe('an id', () => {
  const origin: IncidentOrigin = {
    ...{ tenant: 'default', journey: 'checkout', kind: 'failure_rate', stage: 'authorisation' },
    ...{ segment: { provider: 'kg', browser: 'ie' }, startedAt: FOUND_AT },
  };

  it('is the same for the same trouble, whoever finds it and in whatever order its values are named', () => {
    expect(incidentId(origin)).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(incidentId({ ...origin, segment: { browser: 'ie', provider: 'kg' } })).toBe(incidentId(origin));
    // Links in old messages lead here: what an id is made of must not change.
    expect(incidentId(origin)).toBe('J2Y4FXBH');
  });

  it('is another for every difference', () => {
    const others: Partial<IncidentOrigin>[] = [
      ...INCIDENT_KINDS.map((kind) => ({ kind })),
      ...[{ tenant: 'other' }, { journey: 'subscription' }, { stage: 'window' }, { segment: {} }, { segment: { provider: 'kg' } }],
      { startedAt: FOUND_AT + 1 },
      { byLimit: true },
    ];
    expect(new Set(others.map((other) => incidentId({ ...origin, ...other }))).size).toBe(others.length);
  });
});

describe('an incident', () => {
  it('opens at version one, and keeps its id and when it opened whatever becomes of it', () => {
    const opened = open(specFinding, { tenant: 'default', journey: 'checkout' }, FOUND_AT);
    expect(opened).toMatchObject({ type: 'opened', at: FOUND_AT, reason: 'evidence_conclusive' });
    expect(opened.incident).toMatchObject({ version: 1, status: 'triggered', openedAt: FOUND_AT, resolvedAt: null, handling: {} });
    const refined = update(opened.incident, { ...specFinding, cause: [{ segment: {}, extraShare: 1, trafficShare: 1 }] }, later);
    expect(refined?.incident).toMatchObject({ id: opened.incident.id, version: 2, openedAt: FOUND_AT });
  });

  it('is told again for what people would act on, and for nothing else', () => {
    const told = specIncident();
    const reasonOf = (of: Partial<typeof specFinding>): string | undefined => update(told, { ...specFinding, ...of }, later)?.reason;
    expect(reasonOf({})).toBeUndefined();
    expect(reasonOf({ total: 1_000, failed: 210, perMinute: 9 })).toBeUndefined();
    expect(reasonOf({ total: 200, failed: 29 })).toBeUndefined();
    expect(reasonOf({ total: 100, failed: 31 })).toBe('numbers_grew');
    expect(reasonOf({ severity: 'critical' })).toBe('more_severe');
    expect(reasonOf({ stages: ['authorisation', 'completion'] })).toBe('cause_refined');
    expect(reasonOf({ cause: [{ segment: { provider: 'toss' }, extraShare: 1, trafficShare: 0.2 }] })).toBe('cause_refined');
    const critical = specIncident({ severity: 'critical' });
    expect(update(critical, specFinding, later)).toBeUndefined();
    const ofNone = specIncident({ failed: 0 });
    expect(update(ofNone, { ...specFinding, failed: 0 }, later)).toBeUndefined();
  });

  it('ends with its last numbers, and begins anew with its own id where it comes back', () => {
    const told = { ...specIncident({ recovering: true }), handling: { acknowledgedBy: 'Kim', acknowledgedAt: FOUND_AT } };
    const { incident: over } = resolve(told, { failed: 33 }, 'back_to_usual', later);
    expect(over).toMatchObject({ version: 2, status: 'resolved', recovering: false, resolvedAt: later, failed: 33 });
    expect(over.handling.acknowledgedBy).toBe('Kim');
    const again = reopen(over, { ...specFinding, startedAt: later, total: 10, failed: 9 }, later + 1);
    expect(again).toMatchObject({ type: 'reopened', reason: 'came_back' });
    expect(again.incident).toMatchObject({
      ...{ id: told.id, version: 3, status: 'triggered', resolvedAt: null, openedAt: FOUND_AT },
      ...{ startedAt: later, total: 10, failed: 9, handling: {} },
    });
  });
});

describe('an acknowledgement', () => {
  const critical = { ...specFinding, severity: 'critical' } as const;
  const due = FOUND_AT + 30 * 60_000;
  const taken = (at = FOUND_AT, of: Partial<typeof specFinding> = critical): Incident => {
    const change = act(specIncident(of), 'acknowledge', { by: 'Kim' }, at);
    if (change === undefined) throw new Error('nothing to acknowledge');
    return change.incident;
  };

  it('of what is still critical after half an hour is asked for again', () => {
    expect(update(taken(), critical, due - 1)).toBeUndefined();
    const change = update(taken(), { ...critical, failed: 22 }, due);
    expect(change).toMatchObject({ type: 'unacknowledged', reason: 'acknowledgement_expired', at: due });
    expect(change).not.toHaveProperty('by');
    expect(change?.incident).toMatchObject({ status: 'triggered', version: 3, failed: 22, handling: {} });
    expect(change?.incident.handling).not.toHaveProperty('acknowledgedBy');
    const again = change && act(change.incident, 'acknowledge', { by: 'Lee' }, due);
    expect(again && update(again.incident, critical, due + 1)).toBeUndefined();
  });

  it('stays of a warning, while it recovers, and while it is put off', () => {
    expect(update(taken(FOUND_AT, specFinding), specFinding, due)).toBeUndefined();
    expect(update(taken(), { ...critical, recovering: true }, due)).toBeUndefined();
    const putOff = act(taken(), 'snooze', { by: 'Kim', minutes: 60 }, FOUND_AT)?.incident;
    expect(putOff && update(putOff, critical, due)).toBeUndefined();
    expect(putOff && update(putOff, critical, due + 30 * 60_000)?.reason).toBe('acknowledgement_expired');
  });

  it('that expires leaves what a person did meanwhile', () => {
    const expired = update(taken(), critical, due);
    if (expired === undefined) throw new Error('nothing expired');
    const noted = act(taken(), 'note', { by: 'Lee', note: 'asked the provider' }, due)?.incident;
    const onTop = noted && updateOnTop(expired, noted);
    expect(onTop).toMatchObject({ reason: 'acknowledgement_expired', incident: { version: 4, status: 'triggered' } });
    const given = act(taken(), 'unacknowledge', { by: 'Kim' }, due)?.incident;
    const over = given && act(given, 'acknowledge', { by: 'Lee' }, due)?.incident;
    expect(over).toMatchObject({ handling: { acknowledgedBy: 'Lee' } });
    for (const theirs of [given, over]) expect(theirs && updateOnTop(expired, theirs)).toBeUndefined();
  });
});
