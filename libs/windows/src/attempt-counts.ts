import { EMPTY, FLAG, NO_SYMBOL, STALLED, type AttemptChange, type Attempts, type Slots, UNITS } from '@tillwatch/attempts';
import type { Arrivals } from './arrivals.js';
import type { Counter } from './counter.js';
import { evidenceOf, NO_EVIDENCE, type EvidenceNumbers, type Took } from './evidence.js';
import type { LeavesHeard } from './leaves-heard.js';
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
  private values: Int32Array | undefined;

  constructor(
    private readonly attempts: () => Attempts,
    private readonly segments: Segments,
    private readonly into: { readonly counter: Counter; readonly arrivals: Arrivals; readonly leaves: LeavesHeard },
  ) {}

  /** Counts a change. */
  count(change: AttemptChange, scope: Scope): void {
    const { before, after } = change;
    let counting: Counting | undefined;
    for (let slot = 0; slot < before.size; slot++) {
      const [was, is] = [before.column[slot] ?? EMPTY, after.column[slot] ?? EMPTY];
      if (was === EMPTY && is === EMPTY) continue;
      const stays = was === is && before.second[slot] === after.second[slot];
      const isThere = change.leafBefore === change.leafAfter;
      if (stays && isThere && change.amountBefore === change.amountAfter) continue;
      counting ??= this.prepare(change, scope);
      if (!stays) this.replace(counting, slot);
      else if (isThere) this.reprice(counting, slot);
      else this.move(counting, slot);
    }
    if (counting?.live === true) this.arrive(counting);
  }

  /** Has the judge hear who came to a stage, or came at all: by a start, or by what is heard first where no start is told. */
  private arrive({ change, scope, before, after, gone, come }: Counting): void {
    const tell = (unit: number, segments: readonly number[], n: number): void => {
      if (segments.length > 0) this.into.arrivals.arrive(this.segments.series(scope.unit(unit), segments), n);
    };
    for (let slot = 0; slot <= change.after.size - UNITS.length - 1; slot += 2) {
      const [was, is] = [isReached(change.before, slot), isReached(change.after, slot)];
      if (!was && !is) continue;
      const unit = change.after.unit[slot] ?? 0;
      if (was && is) {
        tell(unit, gone, -1);
        tell(unit, come, 1);
      } else tell(unit, was ? before : after, was ? -1 : 1);
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
    const { before, after, leafBefore, leafAfter } = counting.change;
    const [was, is] = [before.column[slot] ?? EMPTY, after.column[slot] ?? EMPTY];
    if (was !== EMPTY) {
      const taken = {
        slots: before,
        slot,
        segments: counting.before,
        n: -1,
        amount: counting.change.amountBefore,
        evidence: evidenceOf(was, { took: this.tookOf(counting, before, slot) }),
      };
      this.add(counting, taken, this.hearLeaf(counting, taken, leafBefore));
    }
    if (is === EMPTY) return;
    // What was heard of a stall stays true when something comes of it later.
    const afterStall = was === STALLED && (after.second[slot] ?? 0) >= (before.second[slot] ?? 0);
    const added = {
      slots: after,
      slot,
      segments: counting.after,
      n: 1,
      amount: counting.change.amountAfter,
      evidence: evidenceOf(is, { afterStall, took: this.tookOf(counting, after, slot) }),
    };
    this.add(counting, added, this.hearLeaf(counting, added, leafAfter));
  }

  /** The same outcome with other values: only the segments that differ are touched. */
  private move(counting: Counting, slot: number): void {
    const { change, before, after, gone, come } = counting;
    const evidence = evidenceOf(change.after.column[slot] ?? EMPTY, { took: this.tookOf(counting, change.after, slot) });
    const slots = change.after;
    const taken = { slots, slot, segments: gone, n: -1, amount: change.amountBefore, evidence };
    const added = { slots, slot, segments: come, n: 1, amount: change.amountAfter, evidence };
    const wasExcluded = this.hearLeaf(counting, taken, change.leafBefore);
    const isExcluded = this.hearLeaf(counting, added, change.leafAfter);
    if (wasExcluded !== isExcluded) {
      // It turns out to belong to a known trouble, or not to: all of it is heard anew.
      taken.segments = before;
      added.segments = after;
    }
    if (taken.segments.length > 0) this.add(counting, taken, wasExcluded);
    if (added.segments.length > 0) this.add(counting, added, isExcluded);
  }

  /** The same outcome, of which it is known now what it is worth. */
  private reprice({ change, scope, live }: Counting, slot: number): void {
    const { after, leafAfter, amountBefore, amountAfter } = change;
    const evidence = evidenceOf(after.column[slot] ?? EMPTY);
    if (!live || evidence === NO_EVIDENCE || !isJudged(after, slot)) return;
    const row = this.rowOf(scope, after.unit[slot] ?? 0, leafAfter);
    this.into.leaves.hearAmount(row, evidence, { before: amountBefore, after: amountAfter });
  }

  private rowOf(scope: Scope, unit: number, leaf: number): number {
    const { leaves } = this.attempts().knowledge;
    this.values ??= new Int32Array(leaves.width);
    return this.into.leaves.rows.row(scope.unit(unit), leaves.read(leaf, this.values), scope.explaining);
  }

  /** Whether a stage took longer than nine of ten attempts need for it, where its start is known. */
  private tookOf({ change, scope }: Counting, slots: Slots, slot: number): Took {
    const { pace, table, knowledge } = this.attempts();
    const stage = slots.unit[slot] ?? 0;
    if (slot % 2 === 0 || stage >= table.stride || (slots.column[slot - 1] ?? EMPTY) === EMPTY) return 'unknown';
    const { paceBy } = scope.rules;
    const leaf = slots === change.before ? change.leafBefore : change.leafAfter;
    const edge = pace.slowFrom(scope.number, stage, paceBy < 0 ? NO_SYMBOL : knowledge.leaves.at(leaf, paceBy));
    if (edge === undefined) return 'unknown';
    return (slots.second[slot] ?? 0) - (slots.second[slot - 1] ?? 0) > edge ? 'slow' : 'usual';
  }

  /** Hears of a change leaf by leaf. @returns whether the leaf belongs to a known trouble */
  private hearLeaf({ scope, live, change }: Counting, of: Omit<Added, 'segments'>, leaf: number): boolean {
    const { slots, slot, n, evidence, amount } = of;
    if (evidence === NO_EVIDENCE || !isJudged(slots, slot)) return false;
    const attempts = this.attempts();
    const unit = slots.unit[slot] ?? 0;
    const row = this.rowOf(scope, unit, leaf);
    if (!live) {
      this.into.leaves.learn(row, evidence, n);
      return false;
    }
    this.into.leaves.hear(row, evidence, n, amount);
    if (evidence[1] === 1 && unit < attempts.table.stride) {
      const error = attempts.errors.get(change.row * attempts.table.stride + unit);
      if (error !== undefined) this.into.leaves.hearError(row, error, n);
    }
    return this.into.leaves.exclusions.isExcluded(row);
  }

  private add({ scope, live }: Counting, of: Added, excluded: boolean): void {
    const { slots, slot, n, evidence } = of;
    const second = slots.second[slot] ?? 0;
    // History is sent whole, also to combinations that were added before it came.
    const segments = live && second < scope.newestSince ? this.segments.countedAt(of.segments, scope, second) : of.segments;
    const series = this.segments.series(scope.unit(slots.unit[slot] ?? 0), segments);
    this.into.counter.count(series, { column: slots.column[slot] ?? EMPTY, second, n });
    if (live && evidence !== NO_EVIDENCE && isJudged(slots, slot)) this.into.arrivals.hear(series, evidence, n, excluded);
  }
}

/** What is added to (`n` negative: taken from) the counts. */
interface Added {
  readonly slots: Slots;
  readonly slot: number;
  readonly segments: readonly number[];
  readonly n: number;
  readonly evidence: EvidenceNumbers;
  /** What it is worth, in smallest units. */
  readonly amount: number;
}

/** Whether anything is known of a stage whose start is counted in `slot` and what came of it in the next one. */
function isReached({ column }: Slots, slot: number): boolean {
  return column[slot] !== EMPTY || column[slot + 1] !== EMPTY;
}

/** Stages and whole attempts are judged; retries and what was superseded only correct the latter. */
function isJudged(slots: Slots, slot: number): boolean {
  return slot < slots.size - UNITS.length + 1;
}
