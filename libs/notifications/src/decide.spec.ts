import type { IncidentChange } from '@tillwatch/domain';
import { act, resolve, update } from '@tillwatch/incidents';
import { decide, toldOf } from './decide.js';
import { FOUND_AT, opening, specFinding } from './notifications.spec-data.js';

const NOW = FOUND_AT + 60_000;
const opened = opening({ severity: 'warning' });
const told = toldOf(opened.incident);

function must(change: IncidentChange | undefined): IncidentChange {
  if (change === undefined) throw new Error('nothing changed');
  return change;
}

it('tells what opens, once', () => {
  expect(decide(opened, undefined, NOW)).toEqual({ send: 'opened' });
  expect(decide(opened, told, NOW)).toMatchObject({ hold: 'unchanged' });
});

it('tells what a reader would act on otherwise, and nothing else', () => {
  const change = (of: object) => must(update(opened.incident, { ...specFinding, severity: 'warning', ...of }, NOW));
  expect(decide(change({ severity: 'critical' }), told, NOW)).toEqual({ send: 'worse' });
  const provider = [{ segment: { provider: 'kg-inicis' }, extraShare: 0.95, trafficShare: 0.5 }];
  expect(decide(change({ cause: provider }), told, NOW)).toEqual({ send: 'wider' });
  expect(decide(change({ total: 300, failed: 200 }), told, NOW)).toEqual({ send: 'grew' });
  // The same share of twice as many is no other trouble.
  const same: IncidentChange = { ...opened, type: 'updated', incident: { ...opened.incident, version: 2, total: 424, failed: 132 } };
  expect(decide(same, told, NOW)).toMatchObject({ hold: 'unchanged' });
});

it('tells who takes it, that it ends, and that it comes back', () => {
  const taken = must(act(opened.incident, 'acknowledge', { by: '김지원' }, NOW));
  expect(decide(taken, told, NOW)).toEqual({ send: 'acknowledged' });
  const over = resolve(taken.incident, {}, 'back_to_usual', NOW);
  expect(decide(over, toldOf(taken.incident), NOW)).toEqual({ send: 'resolved' });
  const wrong = must(act(taken.incident, 'wrong-alarm', { by: '김지원' }, NOW));
  expect(decide(wrong, toldOf(taken.incident), NOW)).toEqual({ send: 'wrong_alarm' });
  const again: IncidentChange = {
    ...over,
    type: 'reopened',
    incident: { ...over.incident, version: 9, status: 'triggered', resolvedAt: null },
  };
  expect(decide(again, toldOf(over.incident), NOW)).toEqual({ send: 'reopened' });
});

it('keeps quiet in known maintenance, where nobody is to be woken, while snoozed, and of what was over before', () => {
  const quiet = (of: object) => ({ ...opened, incident: { ...opened.incident, ...of } });
  expect(decide(quiet({ maintenance: { id: 'bank', until: NOW + 1 } }), undefined, NOW)).toMatchObject({ hold: 'maintenance' });
  expect(decide(quiet({ pages: false }), undefined, NOW)).toMatchObject({ hold: 'not_paging' });
  expect(decide(quiet({ handling: { snoozedUntil: NOW + 1 } }), undefined, NOW)).toEqual({ hold: 'snoozed', until: NOW + 1 });
  expect(decide(quiet({ handling: { snoozedUntil: NOW } }), undefined, NOW)).toEqual({ send: 'opened' });
  expect(decide(quiet({ status: 'resolved' }), undefined, NOW)).toMatchObject({ hold: 'over_untold' });
});

it('tells that what was told is over, also in maintenance and while it is snoozed', () => {
  const over = resolve(opened.incident, {}, 'back_to_usual', NOW);
  const quiet = { ...over.incident, maintenance: { id: 'bank', until: NOW + 1 }, pages: false, handling: { snoozedUntil: NOW + 1 } };
  expect(decide({ ...over, incident: quiet }, told, NOW)).toEqual({ send: 'resolved' });
});

it('keeps quiet about what comes back in known maintenance, until that is over', () => {
  const over = toldOf(resolve(opened.incident, {}, 'back_to_usual', NOW).incident);
  const back = { ...opened.incident, version: 9, maintenance: { id: 'bank', until: NOW + 1 } };
  const change: IncidentChange = { ...opened, type: 'reopened', incident: back };
  expect(decide(change, over, NOW)).toMatchObject({ hold: 'maintenance' });
  expect(decide({ ...change, type: 'updated', incident: { ...back, version: 10, maintenance: null } }, over, NOW)).toEqual({
    send: 'reopened',
  });
});

it('tells what got so much worse that it stays snoozed no longer', () => {
  const snoozed = must(act(opened.incident, 'snooze', { by: '김지원', minutes: 30 }, NOW));
  const broken = must(update(snoozed.incident, { ...specFinding, severity: 'critical', total: 900, failed: 500, perMinute: 40 }, NOW + 1));
  expect(broken.reason).toBe('snooze_broken');
  expect('send' in decide(broken, toldOf(snoozed.incident), NOW + 1)).toBe(true);
});
