import fc from 'fast-check';
import { fullBucket, RateLimits, spend } from './token-bucket.js';

const limits = { perSecond: 100, burst: 200 };

describe('spend', () => {
  it('allows a burst, then a steady rate', () => {
    let bucket = fullBucket(limits, 0);
    const take = (amount: number, now: number): number => {
      const spending = spend(bucket, amount, limits, now);
      bucket = spending.bucket;
      return spending.waitMs;
    };
    expect(take(200, 0)).toBe(0);
    expect(take(1, 0)).toBe(10);
    expect(take(1, 10)).toBe(0);
    expect(take(1, 10)).toBe(10);
  });

  it('lets one large request in and makes the next wait for it', () => {
    const { bucket, waitMs } = spend(fullBucket(limits, 0), 1_200, limits, 0);
    expect(waitMs).toBe(0);
    expect(spend(bucket, 1, limits, 0).waitMs).toBe(10_010);
    expect(spend(bucket, 1, limits, 10_010).waitMs).toBe(0);
  });

  it('does not gain from a clock that runs backwards', () => {
    const { bucket } = spend(fullBucket(limits, 1_000), 200, limits, 1_000);
    const back = spend(bucket, 1, limits, 0);
    expect(back.waitMs).toBeGreaterThan(0);
    expect(spend(back.bucket, 1, limits, 1_000).waitMs).toBeGreaterThan(0);
  });

  it('never lets more through than burst, rate and one last request allow', () => {
    const steps = fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 300 })), { maxLength: 100 });
    fc.assert(
      fc.property(steps, (all) => {
        let bucket = fullBucket(limits, 0);
        let now = 0;
        let spent = 0;
        for (const [wait, amount] of all) {
          now += wait;
          const spending = spend(bucket, amount, limits, now);
          bucket = spending.bucket;
          if (spending.waitMs === 0) spent += amount;
        }
        expect(spent).toBeLessThan(limits.burst + (now * limits.perSecond) / 1_000 + 300);
      }),
    );
  });

  it('tells how long to wait exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 201, max: 10_000 }), (amount) => {
        const { bucket } = spend(fullBucket(limits, 0), amount, limits, 0);
        const { waitMs } = spend(bucket, 1, limits, 0);
        expect(spend(bucket, 1, limits, waitMs).waitMs).toBe(0);
        expect(spend(bucket, 1, limits, waitMs - 11).waitMs).toBeGreaterThan(0);
      }),
    );
  });
});

describe('RateLimits', () => {
  it('takes from requests that were let in together no more than the burst and one request', () => {
    const rates = new RateLimits(limits);
    const letIn = Array.from({ length: 50 }, () => rates.waitMs('a', 0)).filter((waitMs) => waitMs === 0);
    const waits = letIn.map(() => rates.spend('a', 150, 0));
    expect(letIn).toHaveLength(50);
    expect(waits.slice(0, 2)).toEqual([0, 0]);
    // Two took 300 of 200; what was refused is not owed.
    expect(new Set(waits.slice(2))).toEqual(new Set([1_010]));
    expect(rates.waitMs('a', 1_000)).toBeGreaterThan(0);
    expect(rates.waitMs('a', 1_010)).toBe(0);
  });

  it('keeps one key’s spending from another’s', () => {
    const rates = new RateLimits(limits);
    expect(rates.spend('a', 300, 0)).toBe(0);
    expect(rates.waitMs('a', 0)).toBeGreaterThan(0);
    expect(rates.waitMs('b', 0)).toBe(0);
  });
});
