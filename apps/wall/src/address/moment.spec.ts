import { liveMomentOf, momentOf, runningSpan, withoutMoment, type Running } from './moment.js';

const NOW = Date.parse('2026-11-22T05:07:31Z');
const of = (search: string) => momentOf(new URLSearchParams(search), NOW);
const frozen = (from: string, to: string) => ({ kind: 'frozen', from: Date.parse(from), to: Date.parse(to) });

describe('the moment of an address', () => {
  it('is now where none is named, and the last hour is now where the present is an hour', () => {
    expect([of(''), of('stage=window')]).toEqual(Array(2).fill({ kind: 'now' }));
    const live = (search: string) => liveMomentOf(new URLSearchParams(search), NOW).kind;
    expect(['t=now-60m..now', 't=now-1h..now', 't=now-61m..now', 'at=2026-11-22T05:00:00Z'].map(live)).toEqual([
      ...['now', 'now', 'running', 'frozen'],
    ]);
  });

  it('runs with the clock, by whole minutes while these are kept and by whole hours beyond', () => {
    const span = (running: Running, reach?: number) => {
      const { from, to } = runningSpan(running, NOW, reach);
      return [from, to].map((at) => new Date(at).toISOString().slice(0, 16));
    };
    expect(of('t=now-60m..now')).toEqual({ kind: 'running', count: 60, unit: 'm' });
    expect(of('from=now-2h&to=now')).toEqual({ kind: 'running', count: 2, unit: 'h' });
    const day: Running = { kind: 'running', count: 24, unit: 'h' };
    expect(span(day)).toEqual(['2026-11-21T05:07', '2026-11-22T05:07']);
    expect(span(day, 48 * 3_600_000)).toEqual(['2026-11-21T05:00', '2026-11-22T05:00']);
    expect(span({ kind: 'running', count: 7, unit: 'd' })).toEqual(['2026-11-15T05:00', '2026-11-22T05:00']);
  });

  it('is a period that stays, however it is written', () => {
    const hour = frozen('2026-11-22T04:00:00Z', '2026-11-22T05:00:00Z');
    expect(of('t=2026-11-22T13:00:00%2B09:00..2026-11-22T14:00:00+09:00')).toEqual(hour);
    expect(of('from=2026-11-22T04:00:00Z&to=2026-11-22T05:00:00Z')).toEqual(hour);
    expect(of('at=2026-11-22T05:00:00Z')).toEqual(hour);
    expect(of('t=2026-11-22T04:00:00Z..2026-11-23T00:00:00Z')).toEqual(frozen('2026-11-22T04:00:00Z', '2026-11-22T05:07:00Z'));
  });

  it.each([
    ['t=2027-01-01T00:00:00Z..2027-01-02T00:00:00Z', 'future'],
    ['from=2027-01-01T00:00:00Z', 'future'],
    ['at=2027-01-01T00:00:00Z', 'future'],
    ['t=nonsense', 'unreadable'],
    ['t=now-0m..now', 'unreadable'],
    ['t=now-60x..now', 'unreadable'],
    ['t=now-..now', 'unreadable'],
    ['t=now-9999999d..now', 'unreadable'],
    ['t=now-60m..2026-11-22T05:00:00Z', 'unreadable'],
    ['t=2026-11-22T05:00:00Z..2026-11-22T04:00:00Z', 'unreadable'],
    ['t=2026-11-22T04:00:00..2026-11-22T05:00:00', 'unreadable'],
    ['from=yesterday', 'unreadable'],
    ['at=', 'unreadable'],
  ])('%s is %s, and never taken for now', (search, kind) => {
    expect(of(search)).toMatchObject({ kind });
  });

  it('is taken out for the way back', () => {
    expect(withoutMoment(new URLSearchParams('f=a:b&t=x&at=y&from=z&to=w')).toString()).toBe('f=a%3Ab');
  });
});
