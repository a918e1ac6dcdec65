import { maintenanceAt, type Maintenance, type RecurringWindow } from './maintenance.js';

const at = (text: string): number => Date.parse(text);
const seoul = (text: string): number => at(`${text}+09:00`);
const recurring = (from: string, to: string, rest: Partial<RecurringWindow> = {}): RecurringWindow => {
  const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  return { timeZone: 'Asia/Seoul', from: minutes(from), to: minutes(to), ...rest };
};
const maintenance = (id: string, ...windows: Maintenance['windows']): Maintenance => ({
  ...{ id, label: { ko: id, en: id }, windows },
  segment: { issuer: 'kb' },
});
const KB = { issuer: 'kb' };
const NIGHTLY = [maintenance('nightly', recurring('23:30', '00:35'))];

/** Until when a trouble of KB that begins at `startedAt`, looked at then, wakes nobody: ISO in UTC; undefined where it does. */
const quietUntil = (list: readonly Maintenance[], startedAt: number, now = startedAt): string | undefined => {
  const known = maintenanceAt(list, KB, startedAt, now);
  return known === undefined ? undefined : new Date(known.until).toISOString().slice(0, 16);
};

describe('known maintenance', () => {
  it('concerns troubles in its own segment or in part of it, and no wider or other ones', () => {
    const now = seoul('2026-05-06T23:40:00');
    const concerns = (segment: Record<string, string>): boolean => maintenanceAt(NIGHTLY, segment, now, now) !== undefined;
    expect(concerns({ issuer: 'kb' })).toBe(true);
    expect(concerns({ issuer: 'kb', provider: 'nice' })).toBe(true);
    expect(concerns({ issuer: 'nh' })).toBe(false);
    expect(concerns({ provider: 'nice' })).toBe(false);
    expect(concerns({})).toBe(false);
  });

  it('holds across midnight, until ten minutes after its window', () => {
    const ends = '2026-05-06T15:45';
    expect(quietUntil(NIGHTLY, seoul('2026-05-06T23:31:00'))).toBe(ends);
    expect(quietUntil(NIGHTLY, seoul('2026-05-07T00:34:59'))).toBe(ends);
    expect(quietUntil(NIGHTLY, seoul('2026-05-06T23:31:00'), seoul('2026-05-07T00:44:59'))).toBe(ends);
  });

  it('forbids nothing once window and grace are over', () => {
    expect(quietUntil(NIGHTLY, seoul('2026-05-06T23:31:00'), seoul('2026-05-07T00:45:00'))).toBeUndefined();
  });

  it('leaves alone what began before it, by more than an estimate may be off, or after it', () => {
    expect(quietUntil(NIGHTLY, seoul('2026-05-06T23:28:00'))).toBe('2026-05-06T15:45');
    expect(quietUntil(NIGHTLY, seoul('2026-05-06T23:27:59'), seoul('2026-05-06T23:50:00'))).toBeUndefined();
    expect(quietUntil(NIGHTLY, seoul('2026-05-07T00:35:00'))).toBeUndefined();
  });

  it('that begins at midnight is expected two minutes before it, on the day before', () => {
    const list = [maintenance('midnight', recurring('00:00', '00:05', { weekdays: [1] }))];
    expect(quietUntil(list, seoul('2026-05-10T23:58:00'))).toBe('2026-05-10T15:15');
    expect(quietUntil(list, seoul('2026-05-11T23:58:00'))).toBeUndefined();
  });

  it('counts the day on which a window begins', () => {
    const list = [maintenance('saturdays', recurring('23:50', '06:00', { weekdays: [6], weeks: [2] }))];
    expect(quietUntil(list, seoul('2026-05-10T05:00:00'))).toBe('2026-05-09T21:10');
    expect(quietUntil(list, seoul('2026-05-10T23:55:00'))).toBeUndefined();
    expect(quietUntil(list, seoul('2026-05-16T23:55:00'))).toBeUndefined();
  });

  it.each([
    ['third Sunday', { weekdays: [0], weeks: [3] }, '2026-03-15', '2026-03-22'],
    ['fifth Sunday', { weekdays: [0], weeks: [5] }, '2026-03-29', '2026-03-22'],
    ['last Sunday of four', { weekdays: [0], weeks: [-1] }, '2026-02-22', '2026-02-15'],
    ['last Sunday of five', { weekdays: [0], weeks: [-1] }, '2026-03-29', '2026-03-22'],
    ['the 31st', { daysOfMonth: [31] }, '2026-03-31', '2026-04-30'],
    ['last day of February', { daysOfMonth: [-1] }, '2026-02-28', '2026-02-27'],
    ['last day of a leap February', { daysOfMonth: [-1] }, '2028-02-29', '2028-02-28'],
    ['last day of the year', { daysOfMonth: [-1] }, '2026-12-31', '2026-12-30'],
  ])('knows the days of a month: %s', (_, days, on, off) => {
    const list = [maintenance('monthly', recurring('01:00', '05:00', days))];
    expect(quietUntil(list, seoul(`${on}T02:00:00`))).toBeDefined();
    expect(quietUntil(list, seoul(`${off}T02:00:00`))).toBeUndefined();
  });

  it('runs over the end of a month and a year', () => {
    const list = [maintenance('month end', recurring('23:00', '02:00', { daysOfMonth: [-1] }))];
    expect(quietUntil(list, seoul('2027-01-01T01:00:00'))).toBe('2026-12-31T17:10');
    expect(quietUntil(list, seoul('2027-01-02T01:00:00'))).toBeUndefined();
  });

  it('goes by the clocks of its zone when they change', () => {
    const list = [maintenance('berlin', recurring('02:00', '03:00', { timeZone: 'Europe/Berlin' }))];
    expect(quietUntil(list, at('2026-01-15T01:30:00Z'))).toBe('2026-01-15T02:10');
    expect(quietUntil(list, at('2026-07-15T00:30:00Z'))).toBe('2026-07-15T01:10');
    // 25 October: from 02:00 to 03:00 there are two hours.
    expect(quietUntil(list, at('2026-10-25T00:00:00Z'))).toBe('2026-10-25T02:10');
    expect(quietUntil(list, at('2026-10-25T01:59:00Z'))).toBe('2026-10-25T02:10');
    expect(quietUntil(list, at('2026-10-25T02:00:00Z'))).toBeUndefined();
  });

  it('is not lost on the night whose hour is left out', () => {
    const list = [maintenance('berlin', recurring('02:15', '02:45', { timeZone: 'Europe/Berlin' }))];
    // 29 March: read by the old offset it would be 01:15 to 01:45 UTC, by the new one an hour earlier.
    expect(quietUntil(list, at('2026-03-29T00:20:00Z'))).toBe('2026-03-29T01:55');
    expect(quietUntil(list, at('2026-03-29T01:40:00Z'))).toBe('2026-03-29T01:55');
  });

  it('can come once, and of several the one that lasts longest counts', () => {
    const once = maintenance('once', { startsAt: seoul('2026-05-06T23:00:00'), endsAt: seoul('2026-05-07T06:00:00') });
    const now = seoul('2026-05-06T23:40:00');
    const known = { id: 'once', until: seoul('2026-05-07T06:10:00') };
    expect(maintenanceAt([...NIGHTLY, once], KB, now, now)).toEqual(known);
    expect(maintenanceAt([once, ...NIGHTLY], KB, now, now)).toEqual(known);
    expect(maintenanceAt([once], KB, now + 86_400_000, now + 86_400_000)).toBeUndefined();
  });
});
