import { dayHour, VolumeWorld } from '../../../../bench/quality/volume-world.js';
import { createVolumeMemory, observeVolume, seedVolume, type VolumeMemory, type VolumeVerdict } from '../index.js';
import { DAY, HOUR, MINUTE, SECOND } from '../policy.js';

const START = Date.UTC(2026, 0, 5);

/** What the factor on the volume is, by minutes from 13:00. */
type Plot = (minute: number) => number;

interface Turn {
  readonly minute: number;
  readonly verdict: VolumeVerdict;
}

interface Story {
  readonly mean?: number;
  readonly seed?: number;
  readonly minutes: number;
  readonly campaignBefore?: number;
  readonly from?: number;
}

/** A week of history, a day from midnight to 13:00, then `minutes` of the plot by the second. */
function tell(plot: Plot, { mean = 5, seed = 1, minutes, campaignBefore = 1, from = 13 }: Story): Turn[] {
  const world = new VolumeWorld(mean, seed);
  const memory = createVolumeMemory(START + 7 * DAY);
  seedVolume(
    memory,
    world.history(START, 7, (hour) => (hour >= 24 && hour < 30 ? campaignBefore : 1)),
  );
  const start = memory.at + from * HOUR;
  const turns: Turn[] = [];
  const live = (to: number, spanMs: number): void => {
    while (memory.at < to) {
      const now = memory.at + spanMs;
      const minute = (now - start) / MINUTE;
      const total = world.draw(now, spanMs, minute > 0 ? plot(minute) : 1);
      const verdict = observeVolume(memory, { now, hourOfDay: dayHour(now), total, spanMs }, {});
      if (turns.at(-1)?.verdict.state !== verdict.state) turns.push({ minute, verdict });
    }
  };
  live(start, 10 * SECOND);
  live(start + minutes * MINUTE, SECOND);
  return turns;
}

const states = (turns: readonly Turn[]): string[] => turns.map((turn) => turn.verdict.state);
const firing = (turns: readonly Turn[]): Turn | undefined => turns.find((turn) => turn.verdict.state === 'firing');
const SEEDS = [1, 2];

describe('silence is not health', () => {
  it.each([
    [5, 1],
    [0.5, 3],
    [0.05, 16],
  ])('at %d events a second it fires within %d min, and ends within 5 min or so of the end', (mean, most) => {
    for (const seed of SEEDS) {
      const length = most * 3;
      const turns = tell((minute) => (minute > 5 && minute <= 5 + length ? 0 : 1), { mean, seed, minutes: 5 + length + 60 });
      const alarm = firing(turns);
      process.stdout.write(
        `    silence at ${mean}/s: fired after ${((alarm?.minute ?? NaN) - 5).toFixed(2)} min, over ${((turns.at(-1)?.minute ?? NaN) - 5 - length).toFixed(2)} min after the end\n`,
      );
      expect((alarm?.minute ?? Infinity) - 5).toBeLessThan(most);
      expect(alarm?.verdict).toMatchObject({ reason: 'below_expected', learning: false });
      expect(states(turns).slice(-3)).toEqual(['firing', 'recovering', 'normal']);
    }
  });

  it('fires when a third is left, not when two thirds are', () => {
    for (const seed of SEEDS) {
      expect(firing(tell((minute) => (minute > 5 ? 0.25 : 1), { seed, minutes: 20 }))?.minute).toBeLessThan(17);
      expect(states(tell((minute) => (minute > 5 ? 0.66 : 1), { seed, minutes: 60 }))).not.toContain('firing');
    }
  });
});

describe('a campaign', () => {
  const abrupt =
    (size: number): Plot =>
    (minute) =>
      minute > 30 && minute <= 150 ? size : 1;
  const fading =
    (size: number): Plot =>
    (minute) =>
      1 + (size - 1) * (minute > 30 ? 0.5 ** Math.max(0, (minute - 90) / 15) : 0);

  it.each([3, 5, 8])('of ×%d begins and ends without an alarm, abruptly or fading', (size) => {
    for (const seed of SEEDS) {
      expect(states(tell(abrupt(size), { seed, minutes: 400 }))).not.toContain('firing');
      expect(states(tell(fading(size), { seed, minutes: 400 }))).not.toContain('firing');
    }
  });

  it.each([3, 8])('of ×%d among the days learnt is not missed afterwards', (size) => {
    for (const seed of SEEDS) expect(states(tell(() => 1, { seed, minutes: 600, campaignBefore: size }))).not.toContain('firing');
  });

  it.each([3, 8])('of ×%d does not hide a silence in it or right after it', (size) => {
    for (const seed of SEEDS) {
      const inside = tell((minute) => (minute > 90 ? 0 : abrupt(size)(minute)), { seed, minutes: 95 });
      expect((firing(inside)?.minute ?? Infinity) - 90).toBeLessThan(1);
      const after = tell((minute) => (minute > 151 ? 0 : abrupt(size)(minute)), { seed, minutes: 155 });
      expect((firing(after)?.minute ?? Infinity) - 151).toBeLessThan(1);
    }
  });
});

describe('what is not a drop', () => {
  it('healthy days, quiet nights and weekends', () => {
    for (const mean of [0.01, 0.3, 20]) {
      for (const seed of SEEDS) expect(states(tell(() => 1, { mean, seed, minutes: 1, from: 3 * 24 }))).not.toContain('firing');
    }
  });

  it('a night with almost no traffic: it says that it cannot tell', () => {
    const turns = tell(() => 1, { mean: 0.002, minutes: 60, from: 2 });
    expect(turns.at(-1)?.verdict).toMatchObject({ state: 'normal', reason: 'too_few_events' });
  });
});

function known(perHour: number): VolumeMemory {
  const memory = createVolumeMemory(START + 7 * DAY);
  const hours = Array.from({ length: 7 * 24 }, (_, age) => ({ hourOfDay: 23 - (age % 24), dayAge: age / 24, total: perHour }));
  seedVolume(memory, hours);
  return memory;
}

function step(memory: VolumeMemory, total: number, more: Partial<Parameters<typeof observeVolume>[1]> = {}): VolumeVerdict {
  const now = memory.at + 10 * SECOND;
  return observeVolume(memory, { now, hourOfDay: dayHour(now), total, spanMs: 10 * SECOND, ...more }, {});
}

describe('what is known', () => {
  it('judges nothing of a merchant without a profile, and says that it learns', () => {
    const memory = createVolumeMemory(START);
    for (let at = 0; at < 360 * 24; at += 1) {
      const verdict = step(memory, at % 2_000 < 1_000 ? 50 : 0);
      expect([verdict.state, verdict.reason, verdict.learning]).toEqual(['normal', 'learning_usual', true]);
    }
  });

  it('learns a profile from two days of its own', () => {
    const memory = createVolumeMemory(START);
    for (let at = 0; at < 360 * 48; at += 1) step(memory, 50);
    const verdict = step(memory, 50);
    expect(verdict).toMatchObject({ state: 'normal', reason: 'within_usual', learning: false });
    expect(verdict.expectedPerMinute).toBeCloseTo(300, -1);
  });

  it('judges nothing while counts are late, and the whole span afterwards', () => {
    const memory = known(3_600);
    const before = structuredClone(memory);
    const late = step(memory, 0, { complete: false });
    expect(late.reason).toBe('data_late');
    expect(step(memory, 0, { spanMs: 0 }).reason).toBe('data_late');
    expect(memory).toEqual(before);
    expect(step(memory, 590, { now: memory.at + 10 * MINUTE, spanMs: 10 * MINUTE }).state).toBe('normal');
  });

  it('leaves a silence that the wider segment shares to that one', () => {
    const silent = (parentTotal: number): string[] => {
      const memory = known(3_600);
      for (let at = 0; at < 360; at += 1) step(memory, 10, { parentTotal: 40 });
      return Array.from({ length: 60 }, () => step(memory, 0, { parentTotal }).state);
    };
    expect(silent(0)).not.toContain('firing');
    expect(silent(30)).toContain('firing');
  });

  it('takes a shop that has been closed for a day for closed', () => {
    const memory = known(3_600);
    const seen: string[] = [];
    for (let at = 0; at < 360 * 30; at += 1) {
      const { state } = step(memory, 0);
      if (seen.at(-1) !== state) seen.push(state);
    }
    expect(seen).toEqual(['normal', 'pending', 'firing', 'no_data']);
  });

  it('goes on from a stored memory as if nothing had happened', () => {
    const [own, others] = [new VolumeWorld(10, 5), new VolumeWorld(20, 6)];
    const memory = known(3_600);
    let other = structuredClone(memory);
    for (let at = 0; at < 3_000; at += 1) {
      const now = START + at * SECOND;
      const total = own.draw(now, SECOND, at > 1_000 && at < 2_000 ? 0.1 : 1);
      const parentTotal = total + others.draw(now, SECOND);
      expect(step(other, total, { parentTotal })).toEqual(step(memory, total, { parentTotal }));
      other = JSON.parse(JSON.stringify(other)) as VolumeMemory;
      expect(other).toEqual(memory);
    }
    const bytes = JSON.stringify(memory).length;
    process.stdout.write(`    a segment's volume as JSON: ${bytes} bytes\n`);
    expect(bytes).toBeLessThan(4_000);
  });

  it('refuses what cannot be and leaves the memory alone', () => {
    for (const bad of [{ total: -1 }, { total: Number.NaN }, { spanMs: -1 }, { hourOfDay: 24 }, { now: Infinity }]) {
      const memory = known(60);
      const before = structuredClone(memory);
      expect(() => step(memory, 1, bad)).toThrow(RangeError);
      expect(memory).toEqual(before);
    }
  });
});
