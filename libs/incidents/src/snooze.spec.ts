import type { Incident, IncidentCause } from '@tillwatch/domain';
import { act } from './act.js';
import type { Finding } from './finding.js';
import { update } from './lifecycle.js';
import { FOUND_AT, specFinding, specIncident } from './spec-incident.spec-data.js';

const later = FOUND_AT + 60_000;
const slice = (segment: IncidentCause['segment']): Pick<Finding, 'cause'> => ({ cause: [{ segment, extraShare: 1, trafficShare: 1 }] });

/** Somebody puts an incident off for a quarter of an hour. */
function snoozed(of: Partial<Finding> = {}, seen?: Incident): Incident {
  const change = act(specIncident(of), 'snooze', { by: 'Kim', ...(seen === undefined ? {} : { seen }) }, FOUND_AT);
  if (change === undefined) throw new Error('nothing to snooze');
  return change.incident;
}

function reasonOf(told: Incident, of: Partial<Finding>, now = later): string | undefined {
  return update(told, { ...specFinding, ...of }, now)?.reason;
}

describe('a snooze', () => {
  it('is broken when it becomes more severe, and put off no more', () => {
    const change = update(snoozed(), { ...specFinding, severity: 'critical' }, later);
    expect(change).toMatchObject({ type: 'updated', reason: 'snooze_broken', incident: { severity: 'critical', handling: {} } });
    expect(change?.incident.handling).toEqual({});
    expect(change?.by).toBeUndefined();
  });

  it('is broken when half as many again fail as before, and not by chance', () => {
    const told = snoozed();
    expect(reasonOf(told, { total: 200, failed: 40 })).toBeUndefined();
    // 20 of 100 were failing; of 100 more 29 would be too few, 36 are enough.
    expect(reasonOf(told, { total: 200, failed: 49 })).toBeUndefined();
    expect(reasonOf(told, { total: 200, failed: 56 })).toBe('snooze_broken');
    expect(reasonOf(told, { total: 110, failed: 24 })).toBeUndefined();
    expect(reasonOf(told, { perMinute: 9 })).toBeUndefined();
    expect(reasonOf(told, { total: 101, perMinute: 11 })).toBe('snooze_broken');
  });

  it('measures against what was seen, which may be newer than what was told', () => {
    const seen = { ...specIncident(), total: 200, failed: 60, perMinute: 12 };
    const told = snoozed({}, seen);
    expect(told.handling.whenSnoozed).toEqual({ total: 200, failed: 60, perMinute: 12 });
    expect(told).toMatchObject({ total: 100, failed: 20 });
    expect(reasonOf(told, { total: 220, failed: 66, perMinute: 12 })).not.toBe('snooze_broken');
  });

  it('is broken by a wider slice or more stages, not by a narrower one, which is measured anew', () => {
    const both = { provider: 'kg', browser_version: 'ie~lte:9' };
    const told = snoozed(slice(both));
    const wider: IncidentCause['segment'][] = [{ provider: 'kg' }, {}, { ...both, browser_version: 'ie~lte:10' }];
    for (const each of wider) expect(reasonOf(told, slice(each))).toBe('snooze_broken');
    expect(reasonOf(snoozed(slice({ version: '3' })), slice({ version: 'lte:4' }))).toBe('snooze_broken');
    expect(reasonOf(told, { ...slice(both), stages: ['authorisation', 'completion'] })).toBe('snooze_broken');
    for (const other of [{ ...both, method: 'card' }, { provider: 'toss' }, { ...both, browser_version: 'ie~lte:8' }])
      expect(reasonOf(told, slice(other))).toBe('cause_refined');
    const narrow = { ...slice({ ...both, method: 'card' }), total: 50, failed: 40, perMinute: 30 };
    const refined = update(told, { ...specFinding, ...narrow }, later)?.incident;
    expect(refined?.handling).toMatchObject({
      snoozedUntil: told.handling.snoozedUntil,
      whenSnoozed: { total: 50, failed: 40, perMinute: 30 },
    });
    expect(refined && reasonOf(refined, { ...narrow, total: 60, failed: 48 })).toBeUndefined();
  });

  it('that is over has nothing to break', () => {
    const over = (snoozed().handling.snoozedUntil ?? 0) + 1;
    expect(reasonOf(snoozed(), { severity: 'critical' }, over)).toBe('more_severe');
    expect(reasonOf(snoozed(), { total: 200, failed: 56 }, over)).toBeUndefined();
  });
});
