import { momentOf, withoutMoment } from './moment.js';

const NOW = Date.parse('2026-11-22T05:07:31Z');
const of = (search: string) => momentOf(new URLSearchParams(search), NOW);
const frozen = (from: string, to: string) => ({ kind: 'frozen', from: Date.parse(from), to: Date.parse(to) });

describe('the moment of an address', () => {
  it('is now where none is named, or one that moves with the clock', () => {
    expect([of(''), of('t=now-60m..now'), of('stage=window')]).toEqual(Array(3).fill({ kind: 'now' }));
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
