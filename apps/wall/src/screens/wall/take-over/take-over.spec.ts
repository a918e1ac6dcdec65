import type { AlertIncident } from '@tillwatch/contract';
import { alertsOf } from '../../../../test/fixture/numbers.js';
import { STORIES, STORY_TIME } from '../../../../test/fixture/stories.js';
import { hasIncident, type IncidentAlert } from './incident-alert.js';
import { TakeOver, type Stand } from './take-over.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NOW = STORY_TIME;
const [like] = alertsOf(STORIES.spike, NOW).filter(hasIncident) as [IncidentAlert];

type Changes = Partial<Omit<IncidentAlert, 'incident'>> & { readonly incident?: Partial<AlertIncident> };

/** An incident that began `age` before NOW. */
function alert(id: string, age: number, { incident, ...changes }: Changes = {}): IncidentAlert {
  return { ...like, id, since: NOW - age, ...changes, incident: { ...like.incident, id, ...incident } };
}
const taken = (at: number) => ({ incident: { acknowledgedBy: '김지원', acknowledgedAt: at } });

/** What stands where: `one: b (look) + a`, `flood 7 (look)`. */
function told(stand: Stand): string {
  if (stand.kind === 'none') return 'none';
  const look = `${stand.look}${stand.pulsing ? ', pulsing' : ''}`;
  if (stand.kind === 'flood') return `flood ${String(stand.incidents.length)} (${look})`;
  return [`${stand.large.id} (${look})`, ...stand.others.map(({ id }) => id)].join(' + ');
}

describe('one critical', () => {
  it('takes over at once, pulses for a minute and rests', () => {
    const takeOver = new TakeOver();
    const a = [alert('a', 9_000)];
    expect(told(takeOver.at(a, NOW))).toBe('a (critical, pulsing)');
    expect(told(takeOver.at(a, NOW + 59_999))).toBe('a (critical, pulsing)');
    expect(told(takeOver.at(a, NOW + 60_000))).toBe('a (critical)');
  });

  it.each([
    ['a warning', { state: 'warning' }],
    ['what is in known maintenance', { incident: { maintenance: { ko: '점검', en: 'Maintenance' } } }],
    ['what somebody put off', { incident: { silentUntil: NOW + MINUTE } }],
    ['what was taken a minute ago', taken(NOW - MINUTE)],
  ] as const)('is needed: %s takes nothing over', (_, changes) => {
    expect(told(new TakeOver().at([alert('a', 9_000, changes)], NOW))).toBe('none');
  });

  it('is needed: a rise without an incident takes nothing over', () => {
    expect(told(new TakeOver().at([{ ...like, incident: null }], NOW))).toBe('none');
  });

  it('loses its fill when taken, and a minute later its place', () => {
    const takeOver = new TakeOver();
    takeOver.at([alert('a', 9_000)], NOW);
    const a = [alert('a', 9_000, taken(NOW + 30_000))];
    expect(told(takeOver.at(a, NOW + 30_000))).toBe('a (acknowledged)');
    expect(told(takeOver.at(a, NOW + 89_999))).toBe('a (acknowledged)');
    expect(told(takeOver.at(a, NOW + 90_000))).toBe('none');
  });

  it('stays twenty seconds though it is critical no more', () => {
    const takeOver = new TakeOver();
    takeOver.at([alert('a', 9_000)], NOW);
    const milder = [alert('a', 9_000, { state: 'warning' })];
    expect(told(takeOver.at(milder, NOW + 19_999))).toBe('a (critical, pulsing)');
    expect(told(takeOver.at(milder, NOW + 20_000))).toBe('none');
  });

  it('stays in grey for five minutes once it is over, by the server or because it went', () => {
    const takeOver = new TakeOver();
    takeOver.at([alert('a', 9_000)], NOW);
    const over = alert('a', 9_000, { state: 'recovering', recoveredAt: NOW + 10_000 });
    expect(told(takeOver.at([over], NOW + 15_000))).toBe('a (recovered)');
    const gone = takeOver.at([], NOW + 30_000);
    expect(told(gone)).toBe('a (recovered)');
    expect(gone).toMatchObject({ large: { recoveredAt: NOW + 10_000 } });
    expect(told(takeOver.at([], NOW + 5 * MINUTE + 9_999))).toBe('a (recovered)');
    expect(told(takeOver.at([], NOW + 5 * MINUTE + 10_000))).toBe('none');
  });

  it('comes back in red where it rises again', () => {
    const takeOver = new TakeOver();
    takeOver.at([alert('a', 9_000)], NOW);
    takeOver.at([], NOW + 30_000);
    expect(told(takeOver.at([alert('a', 9_000)], NOW + 40_000))).toBe('a (critical, pulsing)');
  });

  it('is not shown in grey by a page that never showed it', () => {
    const over = alert('a', 9_000, { state: 'recovering', recoveredAt: NOW });
    expect(told(new TakeOver().at([over], NOW))).toBe('none');
  });
});

describe('two or three criticals', () => {
  it('give the place to the newest that nobody has taken, the others follow', () => {
    const three = [alert('old', 300_000), alert('new', 30_000, taken(NOW - 90_000)), alert('mid', 60_000)];
    expect(told(new TakeOver().at(three, NOW))).toBe('mid (critical, pulsing) + new + old');
  });

  it('let what stands large stand for twenty seconds, then the newer one', () => {
    const takeOver = new TakeOver();
    const a = alert('a', 60_000);
    takeOver.at([a], NOW);
    const both = [a, alert('b', -5_000)];
    expect(told(takeOver.at(both, NOW + 5_000))).toBe('a (critical, pulsing) + b');
    expect(told(takeOver.at(both, NOW + 20_000))).toBe('b (critical, pulsing) + a');
  });

  it('take the place of what is over at once', () => {
    const takeOver = new TakeOver();
    takeOver.at([alert('a', 60_000)], NOW);
    expect(told(takeOver.at([], NOW + 1_000))).toBe('a (recovered)');
    expect(told(takeOver.at([alert('b', -2_000)], NOW + 2_000))).toBe('b (critical, pulsing)');
  });
});

describe('a flood', () => {
  const four = ['a', 'b', 'c', 'd'].map((id, i) => alert(id, 60_000 + i));

  it('begins with the fourth critical, at once', () => {
    const takeOver = new TakeOver();
    expect(told(takeOver.at(four.slice(0, 3), NOW))).toBe('a (critical, pulsing) + b + c');
    expect(told(takeOver.at(four, NOW + 1_000))).toBe('flood 4 (critical, pulsing)');
  });

  it('begins with the eleventh alarm in ten minutes, however mild, where one is critical', () => {
    const warnings = (n: number) => Array.from({ length: n }, (_, i) => alert(`w${String(i)}`, MINUTE, { state: 'warning' }));
    expect(told(new TakeOver().at([alert('a', 0), ...warnings(9)], NOW))).toBe('a (critical, pulsing)');
    expect(told(new TakeOver().at([alert('a', 0), ...warnings(10)], NOW))).toBe('flood 11 (critical, pulsing)');
    expect(told(new TakeOver().at(warnings(20), NOW))).toBe('none');
  });

  it('counts alarms that are over, for ten minutes', () => {
    const takeOver = new TakeOver();
    const short = Array.from({ length: 10 }, (_, i) => alert(`w${String(i)}`, 9 * MINUTE, { state: 'warning' }));
    takeOver.at(short, NOW);
    expect(told(takeOver.at([alert('a', 0)], NOW + 59_999))).toBe('flood 1 (critical, pulsing)');
    expect(told(takeOver.at([alert('a', 0)], NOW + 80_000))).toBe('a (critical, pulsing)');
  });

  it('stays twenty seconds, and loses its fill when all of it is taken', () => {
    const takeOver = new TakeOver();
    takeOver.at(four, NOW);
    expect(told(takeOver.at(four.slice(1), NOW + 19_999))).toBe('flood 3 (critical, pulsing)');
    expect(told(takeOver.at(four.slice(1), NOW + 20_000))).toBe('b (critical, pulsing) + c + d');
    const all = four.map((each) => ({ ...each, incident: { ...each.incident, ...taken(NOW).incident } }));
    expect(told(new TakeOver().at(all, NOW + 1_000))).toBe('flood 4 (acknowledged)');
    expect(told(new TakeOver().at(all, NOW + MINUTE))).toBe('none');
  });
});
