import type { Verdict } from '@tillwatch/domain';
import { live, seasoned, type Stretch } from '../../../bench/quality/lives.js';
import { hourIn, STEADY, World, WORLD_START, type Healthy } from '../../../bench/quality/world.js';
import {
  createMemory,
  memoryOfRise,
  observe,
  seedBaseline,
  usualAt,
  type JudgeSettings,
  type PastHour,
  type SegmentMemory,
} from './index.js';
import { DAY, HOUR, MINUTE, SECOND } from './policy.js';

const SETTINGS: JudgeSettings = { depth: 1 };

function hours(count: number, failedOf: (hourOfDay: number, age: number) => number, total: number): PastHour[] {
  return Array.from({ length: count }, (_, age) => {
    const hourOfDay = 23 - (age % 24);
    return { hourOfDay, dayAge: age / 24, failed: failedOf(hourOfDay, age), total };
  });
}

function knowing(past: readonly PastHour[]): SegmentMemory {
  const memory = createMemory(WORLD_START + 7 * DAY);
  seedBaseline(memory, past);
  return memory;
}

/** Feeds single outcomes `everyMs` apart, oldest first: `x` failed, `.` did not. */
function feed(memory: SegmentMemory, outcomes: string, everyMs: number): Verdict[] {
  return outcomes.split('').map((outcome) => {
    const now = memory.at + everyMs;
    return observe(memory, { now, hourOfDay: hourIn(now), failed: outcome === 'x' ? 1 : 0, total: 1 }, SETTINGS);
  });
}

function cold(shape: Healthy, seed: number, stretch: Partial<Stretch> & { hours: number }): { memory: SegmentMemory; verdicts: Verdict[] } {
  const memory = createMemory(WORLD_START);
  const verdicts: Verdict[] = [];
  const to = WORLD_START + stretch.hours * HOUR;
  const seen = (verdict: Verdict): boolean => verdicts.push(verdict) > 0;
  live(new World(shape, seed), memory, { from: WORLD_START, to, tickMs: 5 * SECOND, settings: SETTINGS, seen, ...stretch });
  return { memory, verdicts };
}

describe('a percentage is never judged on the total alone', () => {
  const usual = (rate: number): SegmentMemory => knowing(hours(14 * 24, () => Math.round(60 * rate), 60));

  it.each([2 * SECOND, MINUTE, 20 * MINUTE])(
    'at a usual rate of 10 %%, one outcome every %d ms: 3 of 4 never fires, 12 of 12 does',
    (everyMs) => {
      for (const some of ['xxx.', 'xx.x', 'x.xx', '.xxx', 'xxxx']) {
        expect(feed(usual(0.1), some, everyMs).map((verdict) => verdict.state)).not.toContain('firing');
      }
      const twelve = feed(usual(0.1), 'xxxxxxxxxxxxxxxxxxxxxxxx', everyMs).map((verdict) => verdict.state);
      const first = twelve.indexOf('firing') + 1;
      expect(first).toBeGreaterThan(4);
      expect(first).toBeLessThanOrEqual(everyMs < MINUTE ? 24 : 12);
    },
  );

  it.each([12, 90])('does not take a single burst of %d for a proof, but watches it', (burst) => {
    const memory = usual(0.1);
    const verdict = observe(memory, { now: memory.at + SECOND, hourOfDay: 0, failed: burst, total: burst }, SETTINGS);
    expect(verdict).toMatchObject({ state: 'pending', reason: 'evidence_building', observed: { failed: burst, total: burst } });
  });

  it('keeps watching until the evidence has faded for good', () => {
    const states = feed(usual(0.1), 'xxxxxx..........', MINUTE).map((verdict) => verdict.state);
    expect(states[5]).toBe('pending');
    expect(states[7]).toBe('pending');
    expect(states.at(-1)).toBe('normal');
  });

  it('says that a small sample is a small sample', () => {
    expect(feed(usual(0.1), 'xxx.', MINUTE).at(-1)).toMatchObject({ state: 'normal', reason: 'too_few_events' });
  });

  it('at a usual rate of 80 % fires on neither', () => {
    for (const some of ['xxx.', 'x'.repeat(12), 'x'.repeat(40)]) {
      expect(feed(usual(0.8), some, MINUTE).map((verdict) => verdict.state)).not.toContain('firing');
    }
  });
});

describe('the usual rate', () => {
  it('is unknown before the first data, and lent where a wider segment has one', () => {
    const memory = createMemory(WORLD_START);
    const tick = { now: WORLD_START + SECOND, hourOfDay: 0, failed: 1, total: 9 };
    expect(observe(structuredClone(memory), tick, SETTINGS)).toMatchObject({ state: 'normal', reason: 'learning_usual', usual: null });
    expect(observe(memory, tick, { ...SETTINGS, priorRate: 0.1 }).usual).toMatchObject({ rate: 0.1, source: 'prior', learning: true });
  });

  it('is learnt from a cold start without firing on its own level', () => {
    for (const rate of [0.005, 0.05, 0.3, 0.8]) {
      const { memory, verdicts } = cold({ ...STEADY, rate, perSecond: 2 }, 5, { hours: 4 });
      expect(verdicts.map((verdict) => verdict.state)).not.toContain('firing');
      expect(verdicts[20 * 12]).toMatchObject({ state: 'normal', reason: 'learning_usual' });
      const usual = usualAt(memory, 4, SETTINGS);
      expect(usual).toMatchObject({ source: 'learned', learning: false });
      expect((usual?.rate ?? 0) / rate).toBeGreaterThan(0.8);
      expect((usual?.rate ?? 0) / rate).toBeLessThan(1.2);
    }
  });

  it('is its own from the first, however few outcomes it rests on and however far from the prior', () => {
    for (const seed of [1, 2, 3, 4]) {
      const { memory, verdicts } = cold({ ...STEADY, rate: 0.8, perSecond: 0.02 }, seed, { hours: 8 });
      expect(verdicts.find((verdict) => verdict.usual?.learning === false)?.usual?.rate).toBeGreaterThan(0.6);
      expect(verdicts.map((verdict) => verdict.state)).not.toContain('firing');
      expect(usualAt(memory, 8, SETTINGS)?.rate).toBeCloseTo(0.8, 0.5);
    }
  });

  it('of a young shop follows a level that stands beyond it for long, but proves nothing', () => {
    const began = WORLD_START + 2 * DAY;
    const rise = (at: number, usual: number): number => (at > began ? 0.84 : usual);
    const firedAt = Array.from({ length: 16 }, (_, i) => {
      const { memory, verdicts } = cold({ ...STEADY, rate: 0.72, perSecond: 0.0067 }, 524 + i, { hours: 120, tickMs: MINUTE, rise });
      expect(usualAt(memory, 12, SETTINGS)?.rate).toBeGreaterThan(0.76);
      return verdicts.findIndex(({ state }) => state === 'firing') / 60 - 48;
    });
    expect(firedAt.filter((hours) => hours > 12)).toEqual([]);
  });

  it('is there at once after an import, hour by hour', () => {
    const night = (hourOfDay: number): boolean => hourOfDay < 6;
    const memory = knowing(hours(14 * 24, (hourOfDay) => (night(hourOfDay) ? 60 : 30), 1_000));
    const [nightly, daily] = [3, 15].map((hour) => usualAt(memory, hour, SETTINGS));
    expect(nightly).toMatchObject({ source: 'learned', learning: false });
    expect(nightly?.rate).toBeCloseTo(0.06, 2);
    expect(daily?.rate).toBeCloseTo(0.03, 2);
    expect(daily?.low).toBeLessThan(0.03);
    expect(daily?.high).toBeGreaterThan(0.03);
  });

  it('does not learn from the incidents of its past', () => {
    const broken = (age: number): boolean => age >= 30 && age < 34;
    const memory = knowing(hours(7 * 24, (_, age) => (broken(age) ? 600 : 20), 1_000));
    expect(usualAt(memory, 15, SETTINGS)?.rate).toBeCloseTo(0.02, 3);
  });

  it('of a segment that never failed is small but not zero, and seven failures of twenty still fire', () => {
    const memory = knowing(hours(14 * 24, () => 0, 5_000));
    const usual = usualAt(memory, 12, SETTINGS);
    expect(usual?.rate).toBeGreaterThanOrEqual(0.0002);
    expect(usual?.high).toBeLessThan(0.01);
    expect(feed(memory, 'x.x.x.x.x.x.x.x.x.x', 30 * SECOND).map((verdict) => verdict.state)).toContain('firing');
  });

  it('does not move while a rise is judged, and the rise is not learnt afterwards', () => {
    const world = new World(STEADY, 12);
    const { memory, now } = seasoned(world, WORLD_START, 7);
    const rates = new Set<number>();
    const waiting = new Set<number>();
    let fired = 0;
    const seen = (verdict: Verdict): boolean => {
      if (verdict.state === 'firing') {
        fired = rates.add(verdict.usual?.rate ?? Number.NaN).size;
        waiting.add(memory.quarantine.length);
      }
      return true;
    };
    const before = usualAt(memory, 2, SETTINGS)?.rate ?? 0;
    const common = { tickMs: 10 * SECOND, settings: SETTINGS, seen };
    live(world, memory, {
      ...common,
      from: now,
      to: now + HOUR,
      rise: (at, usual) => (at > now + 5 * MINUTE && at < now + 50 * MINUTE ? 0.3 : usual),
    });
    expect(fired).toBe(1);
    expect([...waiting]).toEqual([0]);
    live(world, memory, { ...common, from: now + HOUR, to: now + 4 * HOUR });
    expect(Math.abs((usualAt(memory, 2, SETTINGS)?.rate ?? 0) - before)).toBeLessThan(0.003);
  });

  it('is silent, not healthy, when nothing comes', () => {
    const { memory } = cold(STEADY, 13, { hours: 1 });
    const at = memory.at;
    const quiet = (minutes: number): Verdict =>
      observe(memory, { now: at + minutes * MINUTE, hourOfDay: 1, failed: 0, total: 0 }, SETTINGS);
    expect(quiet(4).state).toBe('normal');
    expect(quiet(6)).toMatchObject({ state: 'no_data', reason: 'no_events', changedAt: at + 6 * MINUTE, usual: { learning: false } });
    expect(feed(memory, '.', SECOND)[0]?.state).toBe('normal');
  });

  it('still fails where little comes: a gap that is long, but no wonder, ends no rise', () => {
    const memory = knowing(hours(14 * 24, () => 1, 10));
    expect(feed(memory, 'x'.repeat(20), 6 * MINUTE).at(-1)?.state).toBe('firing');
    const at = memory.at;
    const quiet = (minutes: number): Verdict =>
      observe(memory, { now: at + minutes * MINUTE, hourOfDay: 1, failed: 0, total: 0 }, SETTINGS);
    expect(quiet(45).state).toBe('firing');
    expect(quiet(80)).toMatchObject({ state: 'no_data', reason: 'no_events' });
  });

  it('still fails where little comes, also right after its rows were told apart', () => {
    const since = WORLD_START;
    const now = since + 10 * HOUR;
    const memory = memoryOfRise({ since, failed: 98, total: 100, usualRate: 0.8, usualTotal: 5_000 }, now);
    const quiet = (minutes: number): string =>
      observe(memory, { now: now + minutes * MINUTE, hourOfDay: 1, failed: 0, total: 0 }, SETTINGS).state;
    expect([quiet(60), quiet(75)]).toEqual(['firing', 'no_data']);
  });
});
