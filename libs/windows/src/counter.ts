import type { Arrivals } from './arrivals.js';
import type { Count } from './count.js';
import type { SliceTable } from './slice-table.js';
import type { Slices, Targets } from './slices.js';
import { spread } from './spread.js';

/** Adds counts to every slice they belong to. */
export class Counter {
  /** By finest slice, for the entry at hand: between entries slices are sealed and leave memory. */
  private readonly targetsOfSlice = new Map<number, Targets>();
  private now = 0;

  constructor(
    private readonly slices: Slices,
    private readonly arrivals: Arrivals,
  ) {}

  /** Begins an entry of the log. `now`: the log's clock in seconds since the epoch. */
  beginEntry(now: number): void {
    this.now = now;
    this.targetsOfSlice.clear();
  }

  /** Counts in all these series. */
  count(series: readonly number[], count: Count): void {
    const { column, second, n } = count;
    const { fine, coarse, minuteSealed } = this.targets(second);
    for (const table of fine) for (const id of series) table.add(id, column, n);
    for (const table of coarse) for (const id of series) if (!this.slices.isShort(id)) table.add(id, column, n);
    if (minuteSealed) this.arrivals.addLate(series, count);
  }

  /** Counts an event that stands for many; coarse slices get the sum of their parts at once. */
  countSpread(series: readonly number[], event: { occurredAt: number; count: number; spanMs: number }, column: number): void {
    const sums = { fine: new Map<SliceTable, number>(), coarse: new Map<SliceTable, number>() };
    for (const { second, n } of spread(event, (at) => this.slices.finestEnd(at, this.now))) {
      const { fine, coarse, minuteSealed } = this.targets(second);
      for (const table of fine) sums.fine.set(table, (sums.fine.get(table) ?? 0) + n);
      for (const table of coarse) sums.coarse.set(table, (sums.coarse.get(table) ?? 0) + n);
      if (minuteSealed) this.arrivals.addLate(series, { column, second, n });
    }
    for (const [table, n] of sums.fine) for (const id of series) table.add(id, column, n);
    for (const [table, n] of sums.coarse) for (const id of series) if (!this.slices.isShort(id)) table.add(id, column, n);
  }

  /** Where counts of this second go; looked up once per slice and log entry. */
  private targets(second: number): Targets {
    const slice = Math.floor(second / 10);
    let targets = this.targetsOfSlice.get(slice);
    if (targets === undefined) {
      targets = this.slices.targets(second, this.now);
      this.targetsOfSlice.set(slice, targets);
    }
    return targets;
  }
}
