import { clockText, dateText, dayTimeText, minuteText, wallClock, zoneText } from './clock-time.js';

/** 2025-11-22T14:03:20 in Seoul. */
const at = Date.parse('2025-11-22T05:03:20.900Z');

describe('times of day', () => {
  it('reads the clock of the zone it is told', () => {
    expect(clockText(at, 'Asia/Seoul')).toBe('14:03:20');
    expect(clockText(at, 'Europe/Berlin')).toBe('06:03:20');
    expect(minuteText(at, 'UTC')).toBe('05:03');
  });

  it('shows midnight as 00, not 24', () => {
    expect(clockText(Date.parse('2025-11-21T15:00:00Z'), 'Asia/Seoul')).toBe('00:00:00');
  });

  it('follows daylight saving', () => {
    expect(wallClock(Date.parse('2025-07-01T12:00:00Z'), 'Europe/Berlin')).toMatchObject({ hour: 14, offsetMinutes: 120 });
    expect(wallClock(Date.parse('2025-01-01T12:00:00Z'), 'Europe/Berlin')).toMatchObject({ hour: 13, offsetMinutes: 60 });
  });

  it.each([
    ['2025-11-22T05:03:00Z', '오후 2:03', '2:03 pm'],
    ['2025-11-21T15:05:00Z', '오전 12:05', '12:05 am'],
    ['2025-11-22T03:00:00Z', '오후 12:00', '12:00 pm'],
  ])('names the half of the day of %s', (iso, ko, en) => {
    expect(dayTimeText(Date.parse(iso), 'Asia/Seoul', 'ko')).toBe(ko);
    expect(dayTimeText(Date.parse(iso), 'Asia/Seoul', 'en')).toBe(en);
  });

  it('names the day', () => {
    expect(dateText(at, 'Asia/Seoul', 'ko')).toBe('11월 22일 (토)');
    expect(dateText(at, 'Asia/Seoul', 'en')).toBe('Sat 22 Nov');
  });

  it('names the zone', () => {
    expect(zoneText(at, 'Asia/Seoul')).toBe('KST');
    expect(zoneText(at, 'UTC')).toBe('UTC');
    expect(zoneText(at, 'Europe/Berlin')).toBe('UTC+01:00');
    expect(zoneText(at, 'America/St_Johns')).toBe('UTC-03:30');
  });

  it('refuses an unknown zone', () => {
    expect(() => clockText(at, 'Asia/Atlantis')).toThrow(RangeError);
  });
});
