import { mix, Random } from './random.js';
import { wander } from './wander.js';
import { Weighted } from './weighted.js';

const MANY = 40_000;

/** Mean and variance of `MANY` draws. */
function moments(draw: () => number): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < MANY; i++) {
    const x = draw();
    sum += x;
    squares += x * x;
  }
  const mean = sum / MANY;
  return { mean, variance: squares / MANY - mean * mean };
}

describe('Random', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    const draws = (seed: number): number[] =>
      Array.from(
        { length: 5 },
        (
          (random) => () =>
            random.next()
        )(new Random(seed)),
      );
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it.each([
    { n: 10, p: 0.03 },
    { n: 200, p: 0.02 },
    { n: 5_000, p: 0.3 },
    { n: 50, p: 0.9 },
  ])('draws binomials of n=$n p=$p with their mean and variance', ({ n, p }) => {
    const random = new Random(mix(n));
    const { mean, variance } = moments(() => random.binomial(n, p));
    expect(mean / (n * p)).toBeCloseTo(1, 1.5);
    expect(variance / (n * p * (1 - p))).toBeCloseTo(1, 1);
  });

  it.each([0.4, 12, 300])('draws Poisson counts of mean %d with their variance', (mu) => {
    const random = new Random(3);
    const { mean, variance } = moments(() => random.poisson(mu));
    expect(mean / mu).toBeCloseTo(1, 1.5);
    expect(variance / mu).toBeCloseTo(1, 1);
  });

  it('keeps binomials of certain and impossible things', () => {
    const random = new Random(1);
    expect([random.binomial(9, 0), random.binomial(9, 1), random.binomial(0, 0.5)]).toEqual([0, 9, 0]);
  });
});

describe('Weighted', () => {
  it('draws in proportion to the weights', () => {
    const things = new Weighted(['a', 'b', 'c'], (_, index) => [1, 0, 3][index] ?? 0);
    const random = new Random(5);
    const drawn = Array.from({ length: MANY }, () => things.draw(random));
    expect(drawn.filter((thing) => thing === 'a').length / MANY).toBeCloseTo(0.25, 1.5);
    expect(drawn).not.toContain('b');
  });

  it('refuses to draw from nothing', () => {
    expect(() => new Weighted(['a'], () => 0)).toThrow(RangeError);
  });
});

describe('wander', () => {
  it('stays around 1, moves smoothly and differs by key', () => {
    let last = wander(1, 0, 0.1, 60_000);
    let steepest = 0;
    const { mean, variance } = moments(
      (
        (at) => () =>
          wander(1, (at += 7_000), 0.1, 60_000)
      )(0),
    );
    for (let at = 0; at < 600_000; at += 1_000) {
      const next = wander(1, at, 0.1, 60_000);
      steepest = Math.max(steepest, Math.abs(next - last));
      last = next;
    }
    expect(mean).toBeCloseTo(1, 2);
    expect(Math.sqrt(variance)).toBeGreaterThan(0.06);
    expect(Math.sqrt(variance)).toBeLessThan(0.12);
    expect(steepest).toBeLessThan(0.03);
    expect(wander(2, 30_000, 0.1, 60_000)).not.toBe(wander(1, 30_000, 0.1, 60_000));
  });
});
