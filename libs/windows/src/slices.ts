import { HORIZON_SECONDS, type Tier, type TierClock } from './tiers.js';
import { SliceTable } from './slice-table.js';

/** Up to where each coarse tier is sealed: its slices ending at or before this second exist in storage on their own. */
export interface Sealed {
  readonly '1m': number;
  readonly '1h': number;
  readonly '1d': number;
}

/** How long the finest slices stay in memory whole, in seconds: the longest window made of them, and some lateness. */
export const MEMORY_SECONDS = 7 * 60;

/** Tables that one outcome is added to. */
export interface Targets {
  readonly fine: readonly SliceTable[];
  readonly coarse: readonly SliceTable[];
  /** Whether the minute is sealed: then it stands on its own, and what comes late must be added to it. */
  readonly minuteSealed: boolean;
}

/**
 * Where counts go. Everything lands in the finest tier; a coarser slice is the sum of its finer ones when it is sealed,
 * and what comes later is added to every sealed slice it belongs to. So each tier always adds up to the same numbers.
 */
export class Slices {
  readonly tables: Readonly<Record<Tier, Map<number, SliceTable>>> = {
    '10s': new Map(),
    '1m': new Map(),
    '1h': new Map(),
    '1d': new Map(),
  };
  /** Sums of sealed minutes of hours that are not sealed yet, and of sealed hours of such days. */
  readonly growing: Readonly<Record<'1h' | '1d', Map<number, SliceTable>>> = { '1h': new Map(), '1d': new Map() };
  /** Finest slices from here on are in memory whole; older ones hold only what storage does not have yet. */
  wholeFrom = 0;

  constructor(
    readonly clock: TierClock,
    public sealed: Sealed,
    /** Series of combinations that are kept for 48 hours only: in no hour and no day. */
    readonly isShort: (series: number) => boolean,
  ) {}

  /**
   * The tables that an outcome at `second` must be added to, given the log's clock (both seconds since the epoch):
   * `fine` for every series, `coarse` for those that are kept long.
   */
  targets(second: number, now: number): Targets {
    const age = now - second;
    const fine: SliceTable[] = [];
    // What is not sealed yet is made of the finer slices, so they take it at any age.
    const minuteSealed = this.isSealed('1m', second);
    if (!minuteSealed || age <= HORIZON_SECONDS['10s']) fine.push(this.table('10s', second));
    if (!minuteSealed) return { fine, coarse: [], minuteSealed };
    const hourSealed = this.isSealed('1h', second);
    if (!hourSealed || age <= HORIZON_SECONDS['1m']) fine.push(this.table('1m', second));
    if (!hourSealed) return { fine, coarse: [tableIn(this.growing['1h'], this.clock.start('1h', second))], minuteSealed };
    const day = this.clock.start('1d', second);
    const days = this.isSealed('1d', second) ? this.tables['1d'] : this.growing['1d'];
    return { fine, coarse: [this.table('1h', second), tableIn(days, day)], minuteSealed };
  }

  /** End (exclusive) of the finest slice that keeps what happened at `second`, given the log's clock. */
  finestEnd(second: number, now: number): number {
    const age = now - second;
    const tier =
      !this.isSealed('1m', second) || age <= HORIZON_SECONDS['10s']
        ? '10s'
        : !this.isSealed('1h', second) || age <= HORIZON_SECONDS['1m']
          ? '1m'
          : '1h';
    return this.clock.end(tier, this.clock.start(tier, second));
  }

  /** Whether the tier's slice that contains `second` stands in storage on its own. */
  isSealed(tier: '1m' | '1h' | '1d', second: number): boolean {
    const until = this.sealed[tier];
    return second < until && this.clock.end(tier, this.clock.start(tier, second)) <= until;
  }

  private table(tier: Tier, second: number): SliceTable {
    return tableIn(this.tables[tier], this.clock.start(tier, second));
  }
}

/** The table that starts at `start`, made if it is not there. */
export function tableIn(tables: Map<number, SliceTable>, start: number): SliceTable {
  let table = tables.get(start);
  if (table === undefined) tables.set(start, (table = new SliceTable()));
  return table;
}
