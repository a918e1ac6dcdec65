import { daysBefore, daysFrom, Days, keptFor } from './days.js';
import { MOST_ROWS, PendingDay } from './pending-tally.js';
import { fieldOf, rowOf, withoutCode, type TallyRow } from './tally-field.js';

const row = (code: string): TallyRow => ({
  ...{ journey: 'checkout', provider: 'p', method: 'card' },
  code,
  category: 'unknown',
  how: 'none',
});
const sample = (at: number) => ({ at, stage: 'authorisation', message: `m${at}` });

describe('a day that is tallied', () => {
  it('adds up, and keeps when a row was seen last and its first three samples', () => {
    const day = new PendingDay('t', '2026-11-22');
    for (const at of [5, 9, 7, 8]) day.add(row('E1'), 2, sample(at));
    day.add({ ...row('E2'), how: 'code' }, 1, sample(1));
    const field = fieldOf(row('E1'));
    expect([day.counts.get(field), day.seen.get(field)]).toEqual([8, 9]);
    expect(day.samples.get(field)?.map(({ at }) => at)).toEqual([5, 9, 7]);
    expect(day.seen.size).toBe(1);
  });

  it('counts what comes beyond its bounds without the code, still by category and how it was found', () => {
    const day = new PendingDay('t', '2026-11-22');
    for (let i = 0; i < MOST_ROWS + 50; i++) day.add(row(`E${i}`), 1, sample(i));
    day.add(row('E0'), 1, sample(1));
    expect(day.counts.get(fieldOf(withoutCode(row('E'))))).toBe(50);
    expect(day.counts.get(fieldOf(row('E0')))).toBe(2);
    expect(day.counts.size).toBe(MOST_ROWS + 1);
    expect(day.samples.size).toBe(MOST_ROWS);
  });
});

describe('the name of a row', () => {
  it.each(['"],["', '\\', '#1', '[]', '_other', '', 'ㅎ'])('holds the code %j, whatever is in it', (code) => {
    expect(rowOf(fieldOf(row(code)))).toEqual(row(code));
  });

  it('is not taken from anything else', () => {
    for (const field of ['', 'x', '[]', '["a","b","c","d","nonsense","none"]', `${fieldOf(row('E'))}#1`])
      expect(rowOf(field)).toBeUndefined();
  });
});

describe('days', () => {
  it("are those of the installation's time zone", () => {
    const days = new Days('Asia/Seoul');
    expect(days.of(Date.parse('2026-11-22T14:59:59Z'))).toBe('2026-11-22');
    expect(days.of(Date.parse('2026-11-22T15:00:00Z'))).toBe('2026-11-23');
    expect(days.of(Date.parse('2026-11-22T14:59:59Z'))).toBe('2026-11-22');
    expect(days.oldest(Date.parse('2026-11-22T15:00:00Z'))).toBe('2026-11-16');
  });

  it('are counted from one to another', () => {
    expect(daysFrom('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
    expect(daysFrom('2026-03-02', '2026-03-01')).toEqual([]);
    expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
  });

  it('stay until they are out of sight everywhere, late ones an hour at least', () => {
    const noon = Date.parse('2026-11-22T12:00:00Z');
    expect(keptFor('2026-11-22', noon)).toBe(8 * 86_400_000);
    expect(keptFor('2026-11-01', noon)).toBe(3_600_000);
  });
});
