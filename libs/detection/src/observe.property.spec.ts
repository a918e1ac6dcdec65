import { VERDICT_REASONS, VERDICT_STATES, type Verdict } from '@tillwatch/domain';
import fc from 'fast-check';
import { createMemory, observe, seedBaseline, type JudgeSettings, type Observation, type SegmentMemory } from './index.js';

const START = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;

/** One step of a life: how long after the last, how many outcomes, which share of them failed. */
interface Beat {
  readonly afterMs: number;
  readonly total: number;
  readonly share: number;
}

const share = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 0.02, 0.1) },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
);
const total = fc.oneof(fc.nat(2), fc.nat(40), fc.nat(2_000));
const shortGap = fc.constantFrom(1, 1_000, 7_000, 10_000, 40_000);
const anyGap = fc.oneof({ weight: 8, arbitrary: shortGap }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 8 * HOUR }) });

/** Lives in phases of equal beats, some of them without data, so that rises build up, fire and end. */
function livesOf(afterMs: fc.Arbitrary<number>): fc.Arbitrary<Beat[]> {
  const phase = fc.record({
    beats: fc.integer({ min: 1, max: 60 }),
    silent: fc.constantFrom(1, 1, 3),
    beat: fc.record({ afterMs, total, share }),
  });
  const expand = (phases: { beats: number; silent: number; beat: Beat }[]): Beat[] =>
    phases.flatMap(({ beats, silent, beat }) =>
      Array.from({ length: beats }, (_, at) => (at % silent === 0 ? beat : { ...beat, total: 0 })),
    );
  return fc.array(phase, { minLength: 1, maxLength: 8, size: 'max' }).map(expand);
}

const shortLife = livesOf(shortGap);
const anyLife = livesOf(anyGap);
const anyBeat: fc.Arbitrary<Beat> = fc.record({ afterMs: anyGap, total, share });
const settings: fc.Arbitrary<JudgeSettings> = fc.record({ depth: fc.constantFrom(0, 1, 2), priorRate: fc.constantFrom(0.01, 0.3) });
const past = fc.option(fc.record({ rate: fc.constantFrom(0, 0.004, 0.02, 0.1, 0.8, 1), perHour: fc.constantFrom(3, 60, 4_000) }), {
  nil: undefined,
});

function born(known: { rate: number; perHour: number } | undefined): SegmentMemory {
  const memory = createMemory(START);
  if (known === undefined) return memory;
  const hours = Array.from({ length: 72 }, (_, age) => ({
    hourOfDay: (9 + 23 * (age + 1)) % 24,
    dayAge: age / 24,
    failed: Math.round(known.rate * known.perHour),
    total: known.perHour,
  }));
  seedBaseline(memory, hours);
  return memory;
}

/** What comes back of something that is stored: a zero without a sign. */
function stored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function observationAt(now: number, beat: Beat): Observation {
  const failed = Math.floor(beat.total * beat.share);
  return { now, hourOfDay: new Date(now).getUTCHours(), failed, total: beat.total, spanMs: Math.min(beat.afterMs, 60_000) };
}

function liveThrough(memory: SegmentMemory, beats: readonly Beat[], by: JudgeSettings): Verdict[] {
  return beats.map((beat) => observe(memory, observationAt(memory.at + beat.afterMs, beat), by));
}

/** How alarming a verdict is; a rise that is ending is no calmer than evidence that is building. */
function alarm({ state, severity }: Verdict): number {
  if (state === 'firing') return severity === 'critical' ? 3 : 2;
  return state === 'pending' || state === 'recovering' ? 1 : 0;
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function isSound(verdict: Verdict, now: number): boolean {
  const { observed, usual, since, state, severity } = verdict;
  const { low, rate, high } = usual ?? { low: 0, rate: 0, high: 0 };
  const ordered = 0 <= low && low <= rate && rate <= high && high <= 1;
  const fits = observed.failed <= observed.total && (since === null || since <= now);
  return ordered && fits && (severity !== undefined) === (state === 'firing') && numbersIn(verdict).every(Number.isFinite);
}

describe('observe, whatever comes', () => {
  it('is lived through in every state and for every reason', () => {
    const lives = fc.sample(fc.tuple(past, anyLife, settings), { numRuns: 80, seed: 7 });
    const verdicts = lives.flatMap(([known, beats, by]) => liveThrough(born(known), beats, by));
    const ofRises = VERDICT_REASONS.filter((reason) => !['below_expected', 'data_late', 'over_limit', 'within_limit'].includes(reason));
    expect([...new Set(verdicts.map((verdict) => verdict.state))].sort()).toEqual([...VERDICT_STATES].sort());
    expect([...new Set(verdicts.map((verdict) => verdict.reason))].sort()).toEqual(ofRises.sort());
  });

  it('gives finite numbers, ordered intervals and counts that fit', () => {
    fc.assert(
      fc.property(past, anyLife, settings, (known, beats, by) => {
        const memory = born(known);
        const verdicts = liveThrough(memory, beats, by);
        expect(verdicts.filter((verdict) => !isSound(verdict, memory.at))).toEqual([]);
        expect(numbersIn(memory).every(Number.isFinite)).toBe(true);
        expect(JSON.stringify(memory).length).toBeLessThan(12_000);
      }),
      { numRuns: 80 },
    );
  });

  it('is never calmer for more failures', () => {
    fc.assert(
      fc.property(past, anyLife, fc.tuple(anyBeat, share), settings, (known, beats, [last, other], by) => {
        const memory = born(known);
        liveThrough(memory, beats, by);
        const verdicts = [Math.min(last.share, other), Math.max(last.share, other)].map((some) => {
          const [verdict] = liveThrough(structuredClone(memory), [{ ...last, share: some }], by);
          return verdict === undefined ? Number.NaN : alarm(verdict);
        });
        expect(verdicts[1]).toBeGreaterThanOrEqual(verdicts[0] ?? Number.NaN);
      }),
      { numRuns: 300 },
    );
  });

  it('goes on from a stored memory as if nothing had happened', () => {
    fc.assert(
      fc.property(past, anyLife, anyLife, settings, (known, before, after, by) => {
        const memory = born(known);
        liveThrough(memory, before, by);
        const restored = stored(memory);
        expect(stored(liveThrough(restored, after, by))).toEqual(stored(liveThrough(memory, after, by)));
        expect(stored(restored)).toEqual(stored(memory));
      }),
      { numRuns: 50 },
    );
  });

  it('says the same with and without ticks that carry no data, until one makes it silent or it fires', () => {
    fc.assert(
      fc.property(past, shortLife, settings, (known, beats, by) => {
        const every = born(known);
        const some = born(known);
        for (const beat of beats) {
          const [verdict] = liveThrough(every, [beat], by);
          if (every.state === 'no_data' || every.rise !== null) return;
          if (beat.total === 0) continue;
          expect(observe(some, observationAt(every.at, beat), by)).toEqual(verdict);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('never fires on fewer than five failures', () => {
    fc.assert(
      fc.property(past, anyLife, settings, (known, beats, by) => {
        let left = 4;
        const few = beats.map((beat) => {
          const failed = Math.min(left, Math.floor(beat.total * beat.share));
          left -= failed;
          return { ...beat, share: beat.total === 0 ? 0 : failed / beat.total };
        });
        expect(liveThrough(born(known), few, by).some((verdict) => verdict.state === 'firing')).toBe(false);
      }),
      { numRuns: 80 },
    );
  });

  it('refuses counts and times that cannot be, and leaves the memory alone', () => {
    const good: Observation = { now: START + 1_000, hourOfDay: 9, failed: 1, total: 2 };
    const bad: Partial<Observation>[] = [
      { failed: 3 },
      { failed: -1 },
      { total: Number.NaN },
      { total: Infinity },
      { hourOfDay: 24 },
      { now: Number.NaN },
    ];
    for (const part of bad) {
      const memory = born({ rate: 0.1, perHour: 60 });
      const before = structuredClone(memory);
      expect(() => observe(memory, { ...good, ...part }, { depth: 0 })).toThrow(RangeError);
      expect(memory).toEqual(before);
    }
  });
});
