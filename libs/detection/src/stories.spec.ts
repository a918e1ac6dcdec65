import { tell, type Plot, type Turn } from '../../../bench/quality/lives.js';
import { STEADY, World, type Healthy } from '../../../bench/quality/world.js';
import { EVIDENCE } from './policy.js';

/** Healthy traffic as it is: rhythm of the day, drift, overdispersion; about 10 outcomes a second in the afternoon. */
const LIVELY: Healthy = { ...STEADY, perSecond: 6, lively: true, driftHours: 72, shocks: 0.15 };

const during =
  (from: number, to: number, share: number): Plot =>
  (minute, usual) =>
    minute > from && minute <= to ? share : usual;

function statesOf(turns: readonly Turn[]): string[] {
  return turns.map((turn) => turn.verdict.state);
}

function firingsIn(turns: readonly Turn[]): Turn[] {
  return turns.filter((turn, at) => turn.verdict.state === 'firing' && turns[at - 1]?.verdict.state !== 'recovering');
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

describe('a provider fails: 2 % become 22 % at 10 outcomes a second', () => {
  const seeds = Array.from({ length: 20 }, (_, seed) => seed + 1);
  const delays = (shape: Healthy): number[] =>
    seeds.map((seed) => {
      const [turn] = firingsIn(tell(new World(shape, seed), (minute, usual) => (minute > 2 ? usual + 0.2 : usual), 6));
      return turn === undefined ? Infinity : Math.round((turn.minute - 2) * 60);
    });

  it.each([
    ['steady traffic', STEADY],
    ['lively traffic', LIVELY],
  ])('fires within 30 s, median of 20 seeds, in %s', (name, shape) => {
    const seconds = delays(shape);
    process.stdout.write(`    2 % to 22 % at 10/s, ${name}: seconds to firing ${seconds.join(' ')}; median ${median(seconds)}\n`);
    expect(median(seconds)).toBeLessThanOrEqual(30);
    expect(Math.min(...seconds)).toBeGreaterThan(0);
  });

  it('says where it began, how bad and how loud', () => {
    const [turn] = firingsIn(tell(new World(STEADY, 3), during(2, 10, 0.22), 5));
    const verdict = turn?.verdict;
    expect(verdict).toMatchObject({ state: 'firing', reason: 'evidence_conclusive', severity: 'critical' });
    expect(verdict?.usual).toMatchObject({ source: 'learned', learning: false });
    expect(verdict?.usual?.rate).toBeCloseTo(0.02, 2);
    expect(verdict?.observed.rate).toBeGreaterThan(0.1);
    const began = (verdict?.since ?? 0) - ((verdict?.changedAt ?? 0) - (turn?.minute ?? 0) * 60_000);
    expect(Math.abs(began / 1_000 - 120)).toBeLessThanOrEqual(EVIDENCE.blockMs / 1_000);
  });
});

describe('stories', () => {
  it('stays calm through healthy hours', () => {
    for (const seed of [1, 2, 3]) expect(statesOf(tell(new World(LIVELY, seed), (_, usual) => usual, 240))).not.toContain('firing');
  });

  it('sees a doubling that stays, in minutes', () => {
    const [turn] = firingsIn(tell(new World(STEADY, 4), (minute, usual) => (minute > 5 ? usual * 2 : usual), 30));
    expect(turn?.minute).toBeLessThan(5 + 10);
  });

  it.each([3, 4])('does not get used to a slow ramp (seed %d)', (seed) => {
    const [turn] = firingsIn(tell(new World(STEADY, seed), (minute, usual) => usual * (1 + 2 * Math.min(1, minute / 360)), 360));
    expect(turn?.verdict.usual?.rate).toBeLessThan(0.02 * 1.5);
    expect(turn?.verdict.observed.rate).toBeLessThan(0.02 * 2.75);
  });

  it('lets a short moderate blip pass, and a short severe one end by itself', () => {
    expect(statesOf(tell(new World(STEADY, 5), during(5, 5.67, 0.06), 30))).not.toContain('firing');
    const severe = tell(new World(STEADY, 5), during(5, 5.67, 0.3), 30);
    expect(firingsIn(severe)).toHaveLength(1);
    expect(severe.at(-1)).toMatchObject({ verdict: { state: 'normal', reason: 'back_to_usual' } });
    expect(severe.at(-1)?.minute).toBeLessThan(10);
  });

  it('ends within 5 min of the end, through recovering', () => {
    for (const seed of [6, 7, 8]) {
      const turns = tell(new World(LIVELY, seed), during(5, 20, 0.22), 40);
      const states = statesOf(turns);
      expect(states.slice(states.indexOf('firing'))).toEqual(['firing', 'recovering', 'normal']);
      expect(turns.at(-1)?.minute).toBeGreaterThan(20);
      expect(turns.at(-1)?.minute).toBeLessThan(25);
    }
  });

  it('ends within 5 min in most cases where twelve outcomes come a minute too', () => {
    const shape = { ...STEADY, perSecond: 0.2, rate: 0.1 };
    const lasted = Array.from({ length: 40 }, (_, at) => tell(new World(shape, 500 + at), during(5, 20, 0.45), 40))
      .filter((turns) => firingsIn(turns).length > 0)
      .map(
        (turns) => (turns.find(({ verdict }) => verdict.reason === 'back_to_usual' && verdict.state === 'normal')?.minute ?? Infinity) - 20,
      );
    expect(lasted.length).toBeGreaterThan(35);
    process.stdout.write(`    45 % back to 10 % at 0.2/s: minutes until over ${lasted.map((minutes) => minutes.toFixed(1)).join(' ')}\n`);
    expect(median(lasted)).toBeLessThanOrEqual(4.5);
    expect(lasted.filter((minutes) => minutes > 5).length / lasted.length).toBeLessThanOrEqual(0.3);
    expect(Math.min(...lasted)).toBeGreaterThan(0);
  });

  it.each([9, 20, 26])('does not flicker between recovering and firing on sparse traffic (seed %d)', (seed) => {
    const states = statesOf(tell(new World({ ...LIVELY, perSecond: 0.6 }, seed), during(5, 30, 0.22), 60));
    expect(states.slice(states.indexOf('firing'))).toEqual(['firing', 'recovering', 'normal']);
  });

  it('does not call a rise over while it is only half as bad', () => {
    const plot: Plot = (minute, usual) => (minute > 5 && minute <= 20 ? 0.22 : minute > 20 && minute <= 60 ? 0.08 : usual);
    const turns = tell(new World(STEADY, 6), plot, 70);
    expect(firingsIn(turns)).toHaveLength(1);
    expect(turns.find((turn) => turn.verdict.state === 'recovering')?.minute).toBeGreaterThan(60);
  });

  it('holds a flapping segment instead of flapping with it', () => {
    const plot: Plot = (minute, usual) => (minute > 5 && minute < 90 && Math.floor(minute / 4) % 2 === 0 ? 0.3 : usual);
    const turns = tell(new World(STEADY, 7), plot, 120);
    const waves = 10;
    expect(firingsIn(turns).length).toBeLessThan(waves / 2);
    expect(turns.at(-1)?.verdict.state).toBe('normal');
  });

  it('finds all failing at one outcome a minute within half an hour', () => {
    const [turn] = firingsIn(tell(new World({ ...STEADY, perSecond: 1 / 60, rate: 0.1 }, 8), during(10, 90, 1), 90));
    expect(turn?.minute).toBeLessThan(40);
    expect(turn?.verdict.severity).toBe('warning');
  });

  it('never fires on a shop that always fails 80 %, and does when 97 % fail', () => {
    const usual80 = { ...LIVELY, rate: 0.8, perSecond: 1 };
    for (const seed of [1, 2, 3]) expect(statesOf(tell(new World(usual80, seed), (_, usual) => usual, 240))).not.toContain('firing');
    expect(firingsIn(tell(new World({ ...STEADY, rate: 0.8, perSecond: 5 }, 9), during(10, 40, 0.97), 40))).toHaveLength(1);
  });

  it('takes restless traffic for what it is', () => {
    const restless = { ...LIVELY, perSecond: 20, shocks: 0.3, retries: 0.1 };
    for (const seed of [1, 2]) expect(statesOf(tell(new World(restless, seed), (_, usual) => usual, 240))).not.toContain('firing');
  });

  it('lives with a rise after six hours, but not with an outage', () => {
    const worse = tell(new World(STEADY, 10), during(5, 600, 0.05), 420);
    expect(worse.at(-1)).toMatchObject({ verdict: { state: 'normal' } });
    expect(worse.at(-1)?.minute).toBeCloseTo(6 * 60 + 7, -1);
    expect(worse.at(-1)?.verdict.usual?.rate).toBeCloseTo(0.02, 2);
    expect(tell(new World(STEADY, 11), during(5, 600, 1), 420).at(-1)?.verdict).toMatchObject({ state: 'firing', severity: 'critical' });
  });
});
