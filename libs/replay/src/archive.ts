import type { PastOutcomes } from '@tillwatch/judge';
import { COLUMNS, type Fold, type TierClock } from '@tillwatch/windows';
import { CellSums } from './cell-sums.js';

/** How far back usual rates are learnt from, as live (hours). */
const HOURS_BACK = 14 * 24;
/** How long after its end a minute is taken for complete (seconds), as live. */
const GRACE_SECONDS = 70;
/** How long the finest slices stay, for the live windows (seconds). */
const MEMORY_SECONDS = 7 * 60;

/**
 * Does for counts in simulated time what storage does for live ones, and keeps no more of them than is asked for: the hours
 * that usual rates are learnt from, and sums over everything.
 */
export class Archive {
  private readonly hours = new Map<number, CellSums>();
  private readonly totals = new CellSums();
  private readonly judged = new Map<number, boolean>();

  constructor(
    private readonly fold: Fold,
    private readonly tierClock: TierClock,
  ) {}

  /** Takes what is complete at `at` (ms since the epoch), and what came late for it, out of the fold. What would be stored is let go. */
  take(at: number): void {
    const { slices, attempts } = this.fold;
    const now = Math.floor(at / 1000);
    this.takeMinutes(this.tierClock.start('1m', now - GRACE_SECONDS));
    for (const [start, table] of slices.tables['1m']) table.each((key, n) => this.add(start, key, n));
    slices.tables['1m'].clear();
    slices.growing['1h'].clear();
    slices.wholeFrom = Math.max(slices.wholeFrom, this.tierClock.start('1m', now - MEMORY_SECONDS));
    for (const start of slices.tables['10s'].keys()) if (start < slices.wholeFrom) slices.tables['10s'].delete(start);
    attempts.changed.take();
    attempts.changed.takeGone();
    this.forgetHours(now);
  }

  /** Past hours by series, up to the last whole hour that ended an hour before `now` (ms since the epoch). */
  past(now: number): Map<number, PastOutcomes[]> {
    const second = Math.floor(now / 1000);
    const past = new Map<number, PastOutcomes[]>();
    for (const [hour, sums] of [...this.hours].sort(([a], [b]) => a - b)) {
      if (hour >= this.tierClock.start('1h', second - 3600)) break;
      const when = { hourOfDay: this.tierClock.hourOfDay(hour), dayAge: (second - hour - 3600) / 86_400 };
      sums.eachSeries((series, [, ok = 0, system = 0, declined = 0, unknown = 0, abandoned = 0]) => {
        const total = ok + system + declined + unknown;
        if (total + abandoned === 0) return;
        const hours = past.get(series) ?? [];
        if (hours.length === 0) past.set(series, hours);
        hours.push({ ...when, total, failed: total - ok, declined, abandoned });
      });
    }
    return past;
  }

  /** What was counted of a series over everything, by column. */
  totalOf(series: number): number[] {
    const { slices } = this.fold;
    const columns = this.totals.of(series);
    const add = (column: number, n: number): void => void (columns[column] = (columns[column] ?? 0) + n);
    for (let column = 0; column < COLUMNS; column++) {
      for (const [start, table] of slices.tables['10s']) if (!slices.isSealed('1m', start)) add(column, table.get(series, column));
      for (const table of slices.tables['1m'].values()) add(column, table.get(series, column));
    }
    return columns;
  }

  private takeMinutes(mark: number): void {
    const { slices, arrivals } = this.fold;
    if (mark <= slices.sealed['1m']) return;
    for (const [start, table] of slices.tables['10s']) {
      if (start < slices.sealed['1m'] || start >= mark) continue;
      table.each((key, n) => {
        this.add(start, key, n);
        arrivals.load(Math.floor(start / 60), key, n);
      });
    }
    // Hours and days are never sealed: nobody reads them here.
    slices.sealed = { ...slices.sealed, '1m': mark };
  }

  private add(second: number, key: number, n: number): void {
    this.totals.add(key, n);
    if (!this.isJudged(Math.floor(key / COLUMNS))) return;
    const hour = this.tierClock.start('1h', second);
    let sums = this.hours.get(hour);
    if (sums === undefined) this.hours.set(hour, (sums = new CellSums()));
    sums.add(key, n);
  }

  private isJudged(series: number): boolean {
    let judged = this.judged.get(series);
    if (judged === undefined) this.judged.set(series, (judged = this.fold.arrivals.isJudged(series)));
    return judged;
  }

  private forgetHours(now: number): void {
    for (const hour of this.hours.keys()) if (hour < now - (HOURS_BACK + 1) * 3600) this.hours.delete(hour);
  }
}
