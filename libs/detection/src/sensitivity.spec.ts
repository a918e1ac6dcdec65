import type { Verdict } from '@tillwatch/domain';
import {
  createMemory,
  createStaticMemory,
  observe,
  observeStatic,
  seedBaseline,
  standing,
  type JudgeSettings,
  type SegmentMemory,
  type StaticMemory,
} from './index.js';
import { MINUTE, SECOND } from './policy.js';

const START = Date.UTC(2026, 0, 12);
const BLOCK = 10 * SECOND;

/** A segment with two weeks of history at a usual rate. */
function usual(rate: number, perHour = 1_000): SegmentMemory {
  const memory = createMemory(START);
  const hours = Array.from({ length: 14 * 24 }, (_, age) => ({
    hourOfDay: 23 - (age % 24),
    dayAge: age / 24,
    failed: Math.round(perHour * rate),
    total: perHour,
  }));
  seedBaseline(memory, hours);
  return memory;
}

function feed(memory: SegmentMemory, failed: number, total: number, settings: JudgeSettings): Verdict {
  return observe(memory, { now: memory.at + BLOCK, hourOfDay: 0, failed, total }, settings);
}

/** Failures in a row, one a block, until it fires. */
function untilFiring(memory: SegmentMemory, settings: JudgeSettings): number {
  for (let failures = 1; failures <= 200; failures += 1) if (feed(memory, 1, 1, settings).state === 'firing') return failures;
  return Infinity;
}

describe('sensitivity', () => {
  it('shifts how much evidence it takes, with a limit', () => {
    const at = (thresholdShift: number): number => untilFiring(usual(0.02), { depth: 0, thresholdShift });
    expect([at(-4), at(0), at(6)]).toEqual([6, 8, 11]);
    expect(at(-100)).toBe(at(-9.25));
  });
});

describe('what a rise must reach', () => {
  /** Blocks of `total` outcomes, three in ten failing where one in ten is usual, until it is fired on. */
  function needed(total: number): number {
    const memory = usual(0.1, total * 360);
    let { threshold } = standing(memory, 0, { depth: 0 });
    for (let block = 0; block < 500; block += 1) {
      if (feed(memory, 0.3 * total, total, { depth: 0 }).state === 'firing') return threshold;
      ({ threshold } = standing(memory, 0, { depth: 0 }));
    }
    return NaN;
  }

  it('is more where failures are usual, up to a limit: chance gets a try with each of them', () => {
    const [few, some, many, more] = [0.5, 2, 20, 2_000].map(needed);
    expect(few).toBe(17.25);
    expect(some).toBeGreaterThan(17.25);
    expect(some).toBeLessThan(18);
    expect([many, more]).toEqual([18, 18]);
  });
});

describe('where a segment stands', () => {
  it.each([0.002, 0.02, 0.1, 0.3])('at a usual rate of %d it says exactly how many more failures in a row would fire', (rate) => {
    for (const settings of [{ depth: 0 }, { depth: 2, thresholdShift: 3 }] as const) {
      const memory = usual(rate);
      for (let at = 0; at < 40; at += 1) feed(memory, at % 9 === 0 ? 1 : 0, 2, settings);
      const before = structuredClone(memory);
      const { failedNeeded } = standing(memory, 0, settings);
      expect(memory).toEqual(before);
      expect(untilFiring(memory, settings)).toBe(failedNeeded);
    }
  });

  it('says what is lacking', () => {
    const settings: JudgeSettings = { depth: 1 };
    expect(standing(createMemory(START), 0, settings)).toMatchObject({
      failedNeeded: null,
      usual: null,
      lacks: ['warm', 'evidence', 'failures'],
    });
    const memory = usual(0.1);
    expect(standing(memory, 0, settings)).toMatchObject({ evidence: 0, threshold: 18, failed: 0, total: 0 });
    for (let at = 0; at < 6; at += 1) feed(memory, 1, 1, settings);
    const close = standing(memory, 0, settings);
    expect(close).toMatchObject({ failed: 6, total: 6, lacks: ['evidence'], usual: { learning: false } });
    expect(close.evidence).toBeGreaterThan(5);
    untilFiring(memory, settings);
    expect(standing(memory, 0, settings)).toMatchObject({ failedNeeded: 0, lacks: [] });
  });

  it('says that a rise is too small to matter', () => {
    const settings: JudgeSettings = { depth: 0 };
    const memory = usual(0.002, 1_000_000);
    for (let at = 0; at < 60; at += 1) feed(memory, 7, 2_000, settings);
    expect(standing(memory, 0, settings).lacks).toContain('distance');
  });
});

describe('a new merchant', () => {
  const settings: JudgeSettings = { depth: 1, priorRate: 0.05 };

  it('is seen to be learning, judged by nobody, until enough is known', () => {
    const memory = createMemory(START);
    for (let minute = 1; minute <= 29; minute += 1) {
      const verdict = observe(memory, { now: START + minute * MINUTE, hourOfDay: 0, failed: 10, total: 10 }, settings);
      expect(verdict).toMatchObject({ state: 'normal', reason: 'learning_usual', usual: { learning: true } });
      expect(standing(memory, 0, settings)).toMatchObject({ failedNeeded: null, evidence: 0 });
    }
  });

  it('is judged with care at first, by a higher bound than after two weeks', () => {
    const young = createMemory(START);
    for (let minute = 1; minute <= 60; minute += 1)
      observe(young, { now: START + minute * MINUTE, hourOfDay: 0, failed: minute % 2, total: 10 }, settings);
    const old = usual(0.05);
    expect(standing(young, 0, settings).lacks).not.toContain('warm');
    const [careful, sure] = [young, old].map((memory) => standing(memory, 0, settings).usual?.high ?? Number.NaN);
    expect(careful).toBeGreaterThan((sure ?? Number.NaN) * 1.1);
    const needed = untilFiring(old, settings);
    expect(untilFiring(young, settings)).toBeLessThan(needed * 1.5);
  });
});

describe('a static rule', () => {
  const rule = { above: 0.2, forMinutes: 5, least: 20 };

  it('fires over its limit for its minutes, whatever is usual, and survives storage', () => {
    let memory = createStaticMemory(START);
    const at = (minute: number, failed: number, total: number): string => {
      memory = JSON.parse(JSON.stringify(memory)) as StaticMemory;
      const { state, reason } = observeStatic(memory, { now: START + minute * MINUTE, failed, total }, rule);
      return `${state} ${reason}`;
    };
    expect(at(1, 0, 0)).toBe('no_data no_events');
    expect(at(2, 9, 9)).toBe('normal too_few_events');
    expect(at(3, 1, 41)).toBe('normal within_limit');
    expect(at(4, 30, 50)).toBe('firing over_limit');
    expect(at(9, 0, 50)).toBe('firing over_limit');
    expect(at(10, 0, 50)).toBe('normal within_limit');
    expect(memory.minutes.length).toBeLessThanOrEqual(6);
  });

  it('refuses what cannot be', () => {
    const memory = createStaticMemory(START);
    expect(() => observeStatic(memory, { now: START, failed: 2, total: 1 }, rule)).toThrow(RangeError);
    expect(() => observeStatic(memory, { now: START, failed: 0, total: 1 }, { ...rule, forMinutes: 0 })).toThrow(RangeError);
    expect(memory).toEqual(createStaticMemory(START));
  });
});
