import type { Names } from './names.js';
import { SeriesFlags } from './series-flags.js';
import { COLUMNS, SliceTable } from './slice-table.js';

/** Outcomes of one series that arrived since the last look. */
export interface Arrived {
  readonly series: number;
  readonly total: number;
  readonly failed: number;
}

/** One counted outcome (`n` negative: taken back). */
export interface Counted {
  readonly column: number;
  /** When it happened, in seconds since the epoch. */
  readonly second: number;
  readonly n: number;
}

/** Minutes that are kept at hand for the last hour's windows and trends. */
const MINUTES_KEPT = 66;

/**
 * What is followed live: stage totals, single dimensions and the watched combinations. Their last hour by the minute,
 * and the outcomes that arrived since the judge looked last. Everything else is only stored.
 */
export class Arrivals {
  readonly minutes = new Map<number, SliceTable>();
  private readonly followed = new SeriesFlags((series) => this.isFollowed(series));
  private total = new Float64Array(1024);
  private failed = new Float64Array(1024);
  private readonly fresh = new Set<number>();
  private newestMinute = 0;

  constructor(
    private readonly names: Names,
    private readonly watched: readonly (readonly string[])[],
  ) {}

  /** Whether the minute around `second` (since the epoch) is no longer at hand. */
  isPast(second: number): boolean {
    return Math.floor(second / 60) <= this.newestMinute - MINUTES_KEPT;
  }

  /** Takes note of an outcome; `judged` says whether the judge hears of it. */
  add(series: number, counted: Counted, judged: boolean): void {
    if (!this.followed.of(series)) return;
    this.minute(Math.floor(counted.second / 60))?.add(series, counted.column, counted.n);
    const { column, n } = counted;
    if (!judged || column < 1 || column > 4) return;
    if (series >= this.total.length) this.grow(series);
    this.total[series] = (this.total[series] ?? 0) + n;
    if (column !== 1) this.failed[series] = (this.failed[series] ?? 0) + n;
    this.fresh.add(series);
  }

  /** Restores a cell of a stored minute. */
  load(minute: number, key: number, n: number): void {
    if (this.followed.of(Math.floor(key / COLUMNS))) this.minute(minute)?.load(key, n);
  }

  /** What arrived since the last call. Corrections can cancel out; they never make a count negative. */
  take(): Arrived[] {
    const arrived: Arrived[] = [];
    for (const series of this.fresh) {
      const total = Math.max(0, this.total[series] ?? 0);
      arrived.push({ series, total, failed: Math.min(total, Math.max(0, this.failed[series] ?? 0)) });
      this.total[series] = 0;
      this.failed[series] = 0;
    }
    this.fresh.clear();
    return arrived;
  }

  private minute(minute: number): SliceTable | undefined {
    if (minute > this.newestMinute) {
      this.newestMinute = minute;
      for (const old of this.minutes.keys()) if (old <= minute - MINUTES_KEPT) this.minutes.delete(old);
    }
    if (minute <= this.newestMinute - MINUTES_KEPT) return undefined;
    let table = this.minutes.get(minute);
    if (table === undefined) this.minutes.set(minute, (table = new SliceTable()));
    return table;
  }

  private isFollowed(series: number): boolean {
    if (this.names.parts(series).values.length <= 1) return true;
    const dimensions = this.names.dimensionsOf(series).join();
    return this.watched.some((cuboid) => [...cuboid].sort().join() === dimensions);
  }

  private grow(series: number): void {
    const capacity = Math.max(series + 1, this.total.length * 2);
    const { total, failed } = this;
    this.total = new Float64Array(capacity);
    this.total.set(total);
    this.failed = new Float64Array(capacity);
    this.failed.set(failed);
  }
}
