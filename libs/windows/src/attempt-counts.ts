import { EMPTY, FLAG, STALLED, type AttemptChange, type Attempts, type Slots, UNITS } from '@tillwatch/attempts';
import type { Arrivals } from './arrivals.js';
import type { Counter } from './counter.js';
import { evidenceOf, type Evidence, NO_EVIDENCE } from './evidence.js';
import type { Scope } from './scope.js';
import type { Segments } from './segments.js';

/** A change with everything that counting it needs. */
interface Counting {
  readonly change: AttemptChange;
  readonly scope: Scope;
  /** Nothing of the history is heard by the judge. */
  readonly live: boolean;
  /** Combinations that an outcome is counted in with the values before, with those after, and in what they differ. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly gone: readonly number[];
  readonly come: readonly number[];
}

const NONE: readonly number[] = [];

/** Turns changes of attempts into counts: takes back what no longer holds and adds what does. */
export class AttemptCounts {
  constructor(
    private readonly attempts: () => Attempts,
    private readonly segments: Segments,
    private readonly counter: Counter,
    private readonly arrivals: Arrivals,
  ) {}

  /** Counts a change. */
  count(change: AttemptChange, scope: Scope): void {
    const { before, after } = change;
    let counting: Counting | undefined;
    for (let slot = 0; slot < before.size; slot++) {
      const [was, is] = [before.column[slot] ?? EMPTY, after.column[slot] ?? EMPTY];
      if (was === EMPTY && is === EMPTY) continue;
      const stays = was === is && before.second[slot] === after.second[slot];
      if (stays && change.leafBefore === change.leafAfter) continue;
      counting ??= this.prepare(change, scope);
      if (stays) this.move(counting, slot);
      else this.replace(counting, slot);
    }
  }

  private prepare(change: AttemptChange, scope: Scope): Counting {
    const { table, knowledge } = this.attempts();
    const live = ((table.flags[change.row] ?? 0) & FLAG.backfill) === 0;
    const after = this.segments.ofLeaf(change.leafAfter, knowledge.leaves, scope);
    if (change.leafBefore === change.leafAfter) return { change, scope, live, before: after, after, gone: NONE, come: NONE };
    const before = this.segments.ofLeaf(change.leafBefore, knowledge.leaves, scope);
    const [gone, come] = [this.segments.without(before, after), this.segments.without(after, before)];
    return { change, scope, live, before, after, gone, come };
  }

  /** Another outcome, or another time: everything counted before is taken back. */
  private replace(counting: Counting, slot: number): void {
    const { before, after } = counting.change;
    const [was, is] = [before.column[slot] ?? EMPTY, after.column[slot] ?? EMPTY];
    if (was !== EMPTY) this.add(counting, { slots: before, slot, segments: counting.before, n: -1, evidence: evidenceOf(was) });
    if (is === EMPTY) return;
    // What was heard of a stall stays true when something comes of it later.
    const afterStall = was === STALLED && (after.second[slot] ?? 0) >= (before.second[slot] ?? 0);
    this.add(counting, { slots: after, slot, segments: counting.after, n: 1, evidence: evidenceOf(is, afterStall) });
  }

  /** The same outcome with other values: only the segments that differ are touched. */
  private move(counting: Counting, slot: number): void {
    const { after } = counting.change;
    const evidence = evidenceOf(after.column[slot] ?? EMPTY);
    if (counting.gone.length > 0) this.add(counting, { slots: after, slot, segments: counting.gone, n: -1, evidence });
    if (counting.come.length > 0) this.add(counting, { slots: after, slot, segments: counting.come, n: 1, evidence });
  }

  private add(
    { scope, live }: Counting,
    of: { slots: Slots; slot: number; segments: readonly number[]; n: number; evidence: Evidence },
  ): void {
    const { slots, slot, n, evidence } = of;
    const second = slots.second[slot] ?? 0;
    // History is sent whole, also to combinations that were added before it came.
    const segments = live && second < scope.newestSince ? this.segments.countedAt(of.segments, scope, second) : of.segments;
    const series = this.segments.series(scope.unit(slots.unit[slot] ?? 0), segments);
    this.counter.count(series, { column: slots.column[slot] ?? EMPTY, second, n });
    if (live && evidence !== NO_EVIDENCE && isJudged(slots, slot)) this.arrivals.hear(series, evidence, n);
  }
}

/** Stages and whole attempts are judged; retries and what was superseded only correct the latter. */
function isJudged(slots: Slots, slot: number): boolean {
  return slot < slots.size - UNITS.length + 1;
}
