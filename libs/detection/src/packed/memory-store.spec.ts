import fc from 'fast-check';
import {
  createMemory,
  letGo,
  MemoryStore,
  observe,
  seedBaseline,
  type JudgeSettings,
  type Observation,
  type SegmentMemory,
} from '../index.js';

const START = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;
const SETTINGS: JudgeSettings = { depth: 1 };

/** One step of a life: how long after the last, how many outcomes, which share of them failed. */
interface Beat {
  readonly afterMs: number;
  readonly total: number;
  readonly share: number;
  /** What speaks for a rise turns out to be another's before. */
  readonly letsGo: boolean;
}

const beat: fc.Arbitrary<Beat> = fc.record({
  afterMs: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(1_000, 1_000, 3_000, 10_000, 31_000) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 * HOUR }) },
  ),
  total: fc.oneof({ weight: 6, arbitrary: fc.nat(3) }, { weight: 2, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.constant(0) }),
  share: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(0, 0, 0.1) },
    { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  ),
  letsGo: fc.constant(false),
});
/** Phases of equal beats, so that what is calm stays calm for a while and rises build up and end. */
const life = fc
  .array(fc.tuple(beat, fc.integer({ min: 1, max: 80 })), { minLength: 1, maxLength: 12, size: 'max' })
  .map((phases) =>
    phases.flatMap(([each, times], phase) => Array.from({ length: times }, (_, i) => ({ ...each, letsGo: i === 0 && phase % 5 === 4 }))),
  );

function seasoned(rate: number, perHour: number): SegmentMemory {
  const memory = createMemory(START);
  const hour = (age: number) => ({
    hourOfDay: (9 + 23 * (age + 1)) % 24,
    dayAge: age / 24,
    failed: Math.round(rate * perHour),
    total: perHour,
  });
  seedBaseline(
    memory,
    Array.from({ length: 72 }, (_, age) => hour(age)),
  );
  return memory;
}

/** Memories that differ in what is usual of them, the first knowing nothing, the second being too young to be judged for a while. */
function born(): SegmentMemory[] {
  const young = { ...seasoned(0.05, 2_000), bornAt: START - 100_000 };
  return [createMemory(START), young, seasoned(0.02, 4_000), seasoned(0.1, 60), seasoned(0.3, 900)];
}

function observationAt(now: number, { total, share }: Pick<Beat, 'total' | 'share'>): Observation {
  return { now, hourOfDay: new Date(now).getUTCHours(), failed: Math.floor(total * share), total };
}

describe('memories that lie side by side', () => {
  it('remember and say to the last digit what memories by themselves do', () => {
    fc.assert(
      fc.property(fc.array(life, { minLength: 5, maxLength: 5 }), (lives) => {
        const alone = born();
        const store = new MemoryStore();
        const places = born().map((memory) => store.add(memory));
        for (let at = 0; at < Math.max(...lives.map(({ length }) => length)); at++) {
          for (const [i, place] of places.entries()) {
            const [memory, each] = [alone[i], lives[i]?.[at]];
            if (memory === undefined || each === undefined) continue;
            if (each.letsGo) {
              letGo(memory, memory.at);
              store.change(place, (kept) => letGo(kept, kept.at));
            }
            const observation = observationAt(memory.at + each.afterMs, each);
            const verdict = observe(memory, observation, SETTINGS);
            store.observe(place, observation, SETTINGS);
            const learnt = verdict.usual?.learning === false ? verdict.usual.rate : undefined;
            expect({ verdict: store.verdict(place), learnt: store.learntRate(place) }).toEqual({ verdict, learnt });
          }
        }
        expect(places.map((place) => store.get(place))).toEqual(alone);
      }),
      { numRuns: 12 },
    );
  });

  it('can be changed in place', () => {
    const [memory, store] = [seasoned(0.02, 4_000), new MemoryStore()];
    const place = store.add(seasoned(0.02, 4_000));
    const burst = observationAt(START + 1_000, { total: 40, share: 0.5 });
    observe(memory, burst, SETTINGS);
    store.observe(place, burst, SETTINGS);
    letGo(memory, START + 2_000);
    store.change(place, (each) => letGo(each, START + 2_000));
    expect(store.get(place)).toEqual(memory);
    expect(store.state(place)).toBe('normal');
  });

  it('keep what was said last when another memory takes the place, until that is judged', () => {
    const store = new MemoryStore();
    const place = store.add(seasoned(0.02, 4_000));
    expect(store.verdict(place)).toBeUndefined();
    store.observe(place, observationAt(START + 1_000, { total: 40, share: 0 }), SETTINGS);
    const usual = store.usual(place);
    expect(usual?.rate).toBeCloseTo(0.02, 3);
    store.set(place, createMemory(START + 2_000));
    expect(store.usual(place)).toEqual(usual);
    store.observe(place, observationAt(START + 3_000, { total: 40, share: 0 }), SETTINGS);
    expect(store.usual(place)).toBeNull();
  });
});
