/** Widths of the time classes grow by a tenth: an error of at most that. */
const STEP = Math.log(1.1);
const CLASSES = 170;
/** Attempts seen from which what is usual is learnt. */
const ENOUGH = 200;
/** Attempts remembered; beyond it all counts are halved, so that newer ones weigh more. */
const REMEMBERED = 20_000;
/** Shortest time that counts as long: what is due is looked at every ten seconds. */
const SHORTEST_SECONDS = 10;
const SHARE = 0.95;
/** From here on a stage is slow: a tenth of the attempts need longer, enough to see that more of them do. */
const SLOW_SHARE = 0.9;

class Times {
  counts: number[];
  private total: number;
  private known = 0;
  private slow = 0;
  private fresh = 0;

  constructor(counts: readonly number[] = []) {
    this.counts = Array.from({ length: CLASSES }, (_, i) => counts[i] ?? 0);
    this.total = this.counts.reduce((sum, n) => sum + n, 0);
    this.measure();
  }

  add(seconds: number): void {
    const at = Math.min(CLASSES - 1, Math.floor(Math.log(Math.max(1, seconds)) / STEP));
    this.counts[at] = (this.counts[at] ?? 0) + 1;
    if (++this.total >= REMEMBERED) {
      this.counts = this.counts.map((n) => n / 2);
      this.total /= 2;
    }
    if (++this.fresh >= ENOUGH / 4) this.measure();
  }

  get usual(): number | undefined {
    return this.total < ENOUGH ? undefined : this.known;
  }

  /** The time within which nine of ten are through, in seconds. */
  get slowFrom(): number | undefined {
    return this.total < ENOUGH ? undefined : this.slow;
  }

  private measure(): void {
    this.fresh = 0;
    this.known = Math.max(SHORTEST_SECONDS, this.within(SHARE));
    this.slow = this.within(SLOW_SHARE);
  }

  private within(share: number): number {
    let left = this.total * share;
    const at = this.counts.findIndex((n) => (left -= n) <= 0);
    return Math.ceil(Math.exp((at + 1) * STEP));
  }
}

/** Times of one stage as they are stored: how many attempts by class of time. */
export interface StoredTimes {
  readonly scope: number;
  readonly stage: number;
  readonly value: number;
  readonly counts: readonly number[];
}

const STAGES = 64;
const VALUES = 2 ** 26;

/**
 * How long 95 of 100 attempts stay at a stage at most, learnt from those that went on; by one dimension's value where the
 * journey names one (a bank transfer takes longer than a wallet). A guide for what is slow, not a count: it is stored from
 * time to time, and what an attempt was said to be does not change with it.
 */
export class Pace {
  private readonly times = new Map<number, Times>();

  /** Takes note of a stage that took so long. */
  add(of: { readonly scope: number; readonly stage: number; readonly value: number }, seconds: number): void {
    const key = (of.scope * STAGES + of.stage) * VALUES + of.value;
    let times = this.times.get(key);
    if (times === undefined) this.times.set(key, (times = new Times()));
    times.add(seconds);
  }

  /** The usual time in seconds; undefined while too few were seen. */
  usual(scope: number, stage: number, value: number): number | undefined {
    return this.times.get((scope * STAGES + stage) * VALUES + value)?.usual;
  }

  /** The time within which nine of ten attempts are through, in seconds; undefined while too few were seen. */
  slowFrom(scope: number, stage: number, value: number): number | undefined {
    return this.times.get((scope * STAGES + stage) * VALUES + value)?.slowFrom;
  }

  /** Everything learnt. */
  store(): StoredTimes[] {
    return [...this.times].map(([key, { counts }]) => {
      const place = Math.floor(key / VALUES);
      return { scope: Math.floor(place / STAGES), stage: place % STAGES, value: key % VALUES, counts };
    });
  }

  /** Takes over what was stored. */
  load({ scope, stage, value, counts }: StoredTimes): void {
    this.times.set((scope * STAGES + stage) * VALUES + value, new Times(counts));
  }
}
