import { INCIDENT_KINDS } from '@tillwatch/domain';
import { incidentId, type IncidentOrigin } from './incident-id.js';
import { open, reopen, resolve, update } from './lifecycle.js';
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
