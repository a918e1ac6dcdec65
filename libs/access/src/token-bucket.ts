/** How much may be spent: a steady rate, and how much can be saved up. */
export interface BucketLimits {
  readonly perSecond: number;
  readonly burst: number;
}

/** A bucket at some moment. `at` in milliseconds since the epoch. */
export interface Bucket {
  readonly balance: number;
  readonly at: number;
}

/** What became of spending. */
export interface Spending {
  readonly bucket: Bucket;
  /** 0 where it was allowed, else how long to wait in milliseconds. */
  readonly waitMs: number;
}

/** A bucket nobody has spent from. */
export function fullBucket(limits: BucketLimits, now: number): Bucket {
  return { balance: limits.burst, at: now };
}

/**
 * Spends from a bucket that refills steadily (token bucket). Whoever has anything left may spend more than that and
 * pays with a longer wait afterwards: a request is let in or not before anybody can know how many events are in it. So
 * what is owed is never more than one request's amount. What is refused costs nothing, or senders with several requests
 * under way would be held below their rate by their own refusals.
 */
export function spend(bucket: Bucket, amount: number, limits: BucketLimits, now: number): Spending {
  const elapsed = Math.max(0, now - bucket.at);
  const balance = Math.min(limits.burst, bucket.balance + (elapsed * limits.perSecond) / 1_000);
  const at = Math.max(now, bucket.at);
  if (balance <= 0) return { bucket: { balance, at }, waitMs: Math.ceil(((1 - balance) * 1_000) / limits.perSecond) };
  return { bucket: { balance: balance - amount, at }, waitMs: 0 };
}

/** Buckets kept at a time; the least recently used one starts afresh beyond it. */
const MOST_BUCKETS = 10_000;

/** One bucket for each key. */
export class RateLimits {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly limits: BucketLimits) {}

  /** Whether this key may spend now: 0, or how long it must wait in milliseconds. */
  waitMs(key: string, now: number): number {
    return this.spend(key, 0, now);
  }

  /**
   * Spends `amount` of a key's bucket: 0, or how long it must wait in milliseconds, and then nothing was spent and nothing
   * may be taken. To be asked again even where {@link waitMs} said yes: several requests may have heard that before any
   * of them spent.
   */
  spend(key: string, amount: number, now: number): number {
    const { bucket, waitMs } = spend(this.buckets.get(key) ?? fullBucket(this.limits, now), amount, this.limits, now);
    this.buckets.delete(key);
    if (this.buckets.size >= MOST_BUCKETS) {
      const oldest = this.buckets.keys().next();
      if (oldest.done !== true) this.buckets.delete(oldest.value);
    }
    this.buckets.set(key, bucket);
    return waitMs;
  }
}
