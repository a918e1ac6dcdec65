import { Announcer } from './announcer.js';
import { dimmedAt, themeAt, themeChoice } from './theme.js';
import { orbitAt, reloadReason, type UpkeepScene } from './upkeep.js';

const at = (clock: string) => Date.parse(`2026-11-22T${clock}+09:00`);
const zone = 'Asia/Seoul';

describe('day and night', () => {
  it.each([
    ['06:59:59', 'night'],
    ['07:00:00', 'day'],
    ['18:59:59', 'day'],
    ['19:00:00', 'night'],
  ] as const)('at %s where the board hangs it is %s', (clock, theme) => {
    expect(themeAt('auto', at(clock), zone)).toBe(theme);
  });

  it('obeys the address', () => {
    expect(themeAt(themeChoice('day'), at('23:00:00'), zone)).toBe('day');
    expect(themeChoice('pink')).toBe('auto');
  });

  it('dims late in the evening', () => {
    expect([
      dimmedAt('night', at('21:59:00'), zone),
      dimmedAt('night', at('22:00:00'), zone),
      dimmedAt('day', at('23:00:00'), zone),
    ]).toEqual([false, true, false]);
  });
});

describe('burn-in', () => {
  it('visits eight places, none further than 0.4 vh, three minutes each', () => {
    const places = Array.from({ length: 16 }, (_, i) => orbitAt(i * 180_000));
    expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(8);
    expect(Math.max(...places.map(({ x, y }) => Math.hypot(x, y)))).toBeLessThanOrEqual(0.4);
    expect(orbitAt(179_999)).toEqual(orbitAt(0));
  });
});

describe('starting afresh', () => {
  const scene: UpkeepScene = {
    ...{ now: at('12:00:00'), timeZone: zone, calm: true, openFor: 7_200_000, draw: 0.5 },
    ...{ build: { first: 'a', latest: 'a' }, heap: 40 * 1024 * 1024 },
  };
  const reason = (changes: Partial<UpkeepScene>) => reloadReason({ ...scene, ...changes });

  it('has no reason on an ordinary day', () => {
    expect(reason({})).toBeNull();
  });

  it('takes a new build, but only in calm', () => {
    const build = { first: 'a', latest: 'b' };
    expect(reason({ build })).toBe('new_build');
    expect(reason({ build, calm: false })).toBeNull();
    expect(reason({ build, openFor: 10_000 })).toBeNull();
  });

  it('happens every night at ten past four, give or take ten minutes', () => {
    expect(reason({ now: at('04:10:30') })).toBe('nightly');
    expect(reason({ now: at('04:10:30'), draw: 0 })).toBeNull();
    expect(reason({ now: at('04:00:00'), draw: 0 })).toBe('nightly');
    expect(reason({ now: at('04:20:00'), draw: 0.999 })).toBe('nightly');
    expect(reason({ now: at('04:10:30'), openFor: 600_000 })).toBeNull();
  });

  it('happens before memory runs out', () => {
    expect(reason({ heap: 151 * 1024 * 1024 })).toBe('heap');
    expect(reason({ heap: null })).toBeNull();
  });
});

describe('what a listener is told', () => {
  const alert = (id: string) => ({ key: id, text: `alert ${id}` });

  it('says a thing once', () => {
    const announcer = new Announcer();
    expect(announcer.say([alert('a')], 0)).toBe('alert a');
    expect(announcer.say([alert('a'), alert('b')], 20_000)).toBe('alert b');
    expect(announcer.say([alert('a'), alert('b')], 60_000)).toBe('alert b');
  });

  it('gathers what comes within ten seconds, and forgets what went before it was said', () => {
    const announcer = new Announcer();
    announcer.say([alert('a')], 0);
    expect(announcer.say([alert('a'), alert('b')], 1_000)).toBe('alert a');
    expect(announcer.say([alert('a'), alert('b'), alert('c')], 2_000)).toBe('alert a');
    expect(announcer.say([alert('a'), alert('c')], 10_000)).toBe('alert c');
  });
});
