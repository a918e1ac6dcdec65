import { localTime, momentsOf } from './local-time.js';

const at = (text: string): number => Date.parse(text);
const readings = (text: string, timeZone: string): string[] => {
  const { earliest, latest } = momentsOf(at(`${text}Z`), timeZone);
  return [earliest, latest].map((moment) => new Date(moment).toISOString().slice(0, 16));
};

describe('local time', () => {
  it('is what the clocks of the zone show', () => {
    expect(localTime(at('2026-02-28T15:30:12.345Z'), 'Asia/Seoul')).toBe(at('2026-03-01T00:30:12.345Z'));
    expect(localTime(at('2026-07-01T12:00:00Z'), 'Asia/Kolkata')).toBe(at('2026-07-01T17:30:00Z'));
    expect(localTime(at('2026-10-24T15:29:59Z'), 'Australia/Lord_Howe')).toBe(at('2026-10-25T02:29:59Z'));
    expect(localTime(at('2026-07-01T12:00:00Z'), 'Europe/Berlin')).toBe(at('2026-07-01T14:00:00Z'));
    expect(() => localTime(0, 'Asia/Soul')).toThrow(RangeError);
  });

  it.each([
    ['an ordinary night', 'Asia/Seoul', '2026-03-01T00:30', ['2026-02-28T15:30', '2026-02-28T15:30']],
    ['just before clocks go forward', 'Europe/Berlin', '2026-03-29T01:59', ['2026-03-29T00:59', '2026-03-29T00:59']],
    ['an hour that is never read', 'Europe/Berlin', '2026-03-29T02:30', ['2026-03-29T00:30', '2026-03-29T01:30']],
    ['just after', 'Europe/Berlin', '2026-03-29T03:00', ['2026-03-29T01:00', '2026-03-29T01:00']],
    ['an hour that is read twice', 'Europe/Berlin', '2026-10-25T02:30', ['2026-10-25T00:30', '2026-10-25T01:30']],
    ['just after that', 'Europe/Berlin', '2026-10-25T03:00', ['2026-10-25T02:00', '2026-10-25T02:00']],
  ])('gives the moments that a reading can mean: %s', (_, zone, reading, moments) => expect(readings(reading, zone)).toEqual(moments));
});

it('changes with the clocks, to the second', () => {
  const shown = (text: string): string => new Date(localTime(at(text), 'Europe/Berlin')).toISOString().slice(11, 19);
  expect(['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z'].map(shown)).toEqual(['01:59:59', '03:00:00']);
  expect(['2026-10-25T00:59:59Z', '2026-10-25T01:00:00Z'].map(shown)).toEqual(['02:59:59', '02:00:00']);
});
