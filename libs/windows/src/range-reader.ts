import type { Counting } from './counting.js';
import type { Fold } from './fold.js';
import { exactFrom, planRange, type RangePlan, type TimeRange } from './range.js';
import { readSlice, type CellVisitor } from './slice-codec.js';
import type { SliceName } from './slice-store.js';
import type { Tier } from './tiers.js';

/** Slices decoded before other work gets a turn. */
const SLICES_AT_ONCE = 40;
/** Longest wait for the counting to reach the end of the log, in milliseconds. */
const CATCH_UP_MS = 5_000;

/** The counts are not there (yet): being read back, or far behind the log. Try again shortly. */
export class NumbersNotReadyError extends Error {
  constructor() {
    super('The counts are being read back.');
    this.name = 'NumbersNotReadyError';
  }
}

/** Sees every cell of every slice of a range: key = series × COLUMNS + column. */
export type RangeVisitor = (slice: SliceName, key: number, n: number) => void;

/** Cuts the range; called again if the counts moved on while reading. */
export type Planner = (fold: Fold) => RangePlan;

/** Reads ranges of counts exactly: what is stored, what is counted and not stored yet, and what is still open. */
export class RangeReader {
  constructor(
    private readonly counting: Counting,
    private readonly createdAt: number,
  ) {}

  /** How a range can be cut at `now` (seconds since the epoch), for {@link read}. */
  plan(fold: Fold, range: TimeRange, now: number, coarsest?: Tier): RangePlan {
    // What is kept goes by the log's clock. It can be ahead of ours: this machine's may have been set right since.
    const newest = Math.max(now, Math.floor(fold.clock / 1000));
    return planRange(fold.slices, range, exactFrom(newest, Math.floor(this.createdAt / 1000)), coarsest);
  }

  /** Waits until everything in the log by now is counted. @throws NumbersNotReadyError */
  async ready(): Promise<Fold> {
    const caughtUp = await this.counting.caughtUp(CATCH_UP_MS);
    const fold = this.counting.fold;
    if (!caughtUp || fold === undefined) throw new NumbersNotReadyError();
    return fold;
  }

  /**
   * Visits the cells of a planned range: what storage has, then what the fold has counted since. No snapshot is written
   * in between. @throws NumbersNotReadyError when the counts are being read back
   */
  async read(planner: Planner, visit: RangeVisitor): Promise<RangePlan> {
    const { fold, snapshots } = this.counting;
    if (fold === undefined || snapshots === undefined) throw new NumbersNotReadyError();
    const release = await snapshots.hold();
    try {
      const plan = planner(fold);
      if (!plan.ok) return plan;
      await this.readStored(fold, { plan: plan.slices, at: snapshots.number }, visit);
      if (this.counting.fold !== fold) throw new NumbersNotReadyError();
      addLive(fold, plan.slices, visit);
      return plan;
    } finally {
      release();
    }
  }

  /** Reads what storage has, which must be at snapshot `at` all the time. */
  private async readStored(
    fold: Fold,
    { plan, at }: { readonly plan: readonly SliceName[]; readonly at: number | undefined },
    visit: RangeVisitor,
  ): Promise<void> {
    const stored = plan.filter(({ tier, start }) => !isWhole(fold, tier, start));
    const admission = this.counting.slices.admission;
    for (let from = 0; from < stored.length; from += SLICES_AT_ONCE) {
      const names = stored.slice(from, from + SLICES_AT_ONCE);
      const { number, slices } = await this.counting.slices.readSlices(names);
      if (number !== at) throw new NumbersNotReadyError();
      names.forEach((name, i) => {
        const halves = slices[i];
        if (halves !== undefined) readSlice(halves, admission, (key, n) => visit(name, key, n));
      });
    }
  }
}

function isWhole(fold: Fold, tier: Tier, start: number): boolean {
  return tier === '10s' && start >= fold.slices.wholeFrom;
}

function addLive(fold: Fold, plan: readonly SliceName[], visit: RangeVisitor): void {
  for (const name of plan) {
    const table = fold.slices.tables[name.tier].get(name.start);
    if (table === undefined) continue;
    const add: CellVisitor = (key, n) => visit(name, key, n);
    if (isWhole(fold, name.tier, name.start)) table.each(add);
    else table.eachPending(add);
  }
}
