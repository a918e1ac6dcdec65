import { historyOf, live } from '../../../bench/quality/lives.js';
import { hourIn, STEADY, World, WORLD_START } from '../../../bench/quality/world.js';
import { createMemory, observe, replay, seedBaseline, usualAt, type JudgeSettings, type PastMinute, type SegmentMemory } from './index.js';
import { DAY, HOUR, MINUTE, SECOND } from './policy.js';

const SETTINGS: JudgeSettings = { depth: 0 };

/** A segment that lived from a week of history to `minutes` later at one-second ticks, and what the windows would hold of it. */
function lived(minutes: number, risesAfter: number): { memory: SegmentMemory; past: PastMinute[]; rebuilt: SegmentMemory; world: World } {
  const world = new World({ ...STEADY, shocks: 0.15 }, 21);
  const hours = historyOf(world, WORLD_START, 7);
  const now = WORLD_START + 7 * DAY;
  const seeded = (): SegmentMemory => {
    const fresh = createMemory(now);
    seedBaseline(fresh, hours);
    return fresh;
  };
  const memory = seeded();
  const past: PastMinute[] = Array.from({ length: minutes }, (_, at) => ({
    start: now + at * MINUTE,
    hourOfDay: hourIn(now + at * MINUTE),
    failed: 0,
    total: 0,
  }));
  const keep = (at: number, failed: number, total: number): boolean => {
    const minute = Math.floor((at - 1 - now) / MINUTE);
    const before = past[minute];
    if (before !== undefined) past[minute] = { ...before, failed: before.failed + failed, total: before.total + total };
    return true;
  };
  const rise = (at: number, usual: number): number => (at > now + risesAfter * MINUTE ? 0.22 : usual);
  live(world, memory, {
    from: now,
    to: now + minutes * MINUTE,
    tickMs: SECOND,
    settings: SETTINGS,
    rise,
    seen: (_, tick) => keep(tick.now, tick.failed, tick.total),
  });
  return { memory, past, rebuilt: seeded(), world };
}

const quiet = (memory: SegmentMemory): ReturnType<typeof observe> =>
  observe(memory, { now: memory.at + SECOND, hourOfDay: hourIn(memory.at), failed: 0, total: 0 }, SETTINGS);

describe('replay after a restart', () => {
  it('leaves the memory that judging minute by minute would have left', () => {
    const { past, rebuilt } = lived(90, Infinity);
    const minutely = structuredClone(rebuilt);
    for (const { start, ...minute } of past) observe(minutely, { ...minute, now: start + MINUTE, spanMs: MINUTE }, SETTINGS);
    replay(rebuilt, past, SETTINGS);
    expect(rebuilt).toEqual(minutely);
  });

  it('may leave out minutes in which nothing happened', () => {
    const sparse = (): SegmentMemory => createMemory(WORLD_START);
    const past = Array.from({ length: 240 }, (_, at) => ({
      start: WORLD_START + at * MINUTE,
      hourOfDay: 0,
      failed: at % 30 === 0 ? 1 : 0,
      total: at % 3 === 0 ? 5 : 0,
    }));
    const [all, some] = [sparse(), sparse()];
    expect(replay(all, past, SETTINGS)?.state).toBe('normal');
    replay(
      some,
      past.filter((minute) => minute.total > 0),
      SETTINGS,
    );
    observe(some, { now: all.at, hourOfDay: 0, failed: 0, total: 0, spanMs: MINUTE }, SETTINGS);
    expect(usualAt(some, 0, SETTINGS)).toEqual(usualAt(all, 0, SETTINGS));
    expect(some.charts.map((chart) => chart.evidence)).toEqual(all.charts.map((chart) => chart.evidence));
  });

  it('knows the usual rate as well as if it had never been away', () => {
    const { memory, past, rebuilt } = lived(120, Infinity);
    replay(rebuilt, past, SETTINGS);
    const [before, after] = [memory, rebuilt].map((one) => usualAt(one, 2, SETTINGS));
    expect(after).toMatchObject({ source: 'learned', learning: false });
    expect(Math.abs((after?.rate ?? 0) / (before?.rate ?? 1) - 1)).toBeLessThan(0.02);
    expect(Math.abs((after?.high ?? 0) / (before?.high ?? 1) - 1)).toBeLessThan(0.1);
  });

  it('may fire on a single minute, because a minute is more than one burst', () => {
    const { past, rebuilt } = lived(60, Infinity);
    const last = { start: rebuilt.at + 60 * MINUTE, hourOfDay: 1, failed: 300, total: 600 };
    expect(replay(rebuilt, [...past, last], SETTINGS)).toMatchObject({ state: 'firing', since: last.start });
  });

  it('finds itself in the middle of the rise that was going on, and sees its end', () => {
    const { memory, past, rebuilt, world } = lived(100, 70);
    replay(rebuilt, past, SETTINGS);
    const [before, after] = [quiet(memory), quiet(rebuilt)];
    expect(after).toMatchObject({ state: 'firing', severity: 'critical' });
    expect(Math.abs((after.since ?? 0) - (before.since ?? 0))).toBeLessThanOrEqual(MINUTE);
    expect(Math.abs(after.observed.failed / before.observed.failed - 1)).toBeLessThan(0.1);
    const states: string[] = [];
    live(world, rebuilt, {
      from: rebuilt.at,
      to: rebuilt.at + 5 * MINUTE,
      tickMs: SECOND,
      settings: SETTINGS,
      seen: ({ state }) => states.push(state) > 0,
    });
    expect(states.at(-1)).toBe('normal');
  });

  it('says nothing of no minutes', () => {
    expect(replay(createMemory(WORLD_START + HOUR), [], SETTINGS)).toBeNull();
  });
});
