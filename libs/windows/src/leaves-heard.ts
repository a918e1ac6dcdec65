import { NO_AMOUNT } from '@tillwatch/domain';
import { EVIDENCE_COLUMNS, type EvidenceNumbers } from './evidence.js';
import { LeafBase } from './leaf-base.js';
import { LeafExclusions } from './leaf-exclusions.js';
import { LeafRows } from './leaf-rows.js';
import type { PlaceAmounts } from './leaf-amounts.js';
import { LeafTally, type VisitLeaf } from './leaf-tally.js';
import { LearntLeaves } from './learnt-leaves.js';
import type { Names } from './names.js';

/** Width of a slot, in seconds of the log's clock. */
export const SLOT_SECONDS = 10;
/** Slots that are kept at most: an hour. */
const MOST_SLOTS = 360;
/** Slots that are kept however many rows they have: no rise is learnt before it can have been seen. */
const LEAST_SLOTS = 60;
/** Row entries of all slots beyond which the oldest go early (about 40 MB, and 70 MB more where all have amounts). */
const MOST_ENTRIES = 1_000_000;

/** Numbers of a row, and how often they count. */
export type VisitUsual = (row: number, numbers: ArrayLike<number>, at: number, times: number) => void;

/** One slot of the last hour. */
export interface LeafSlot {
  /** Seconds since the epoch. */
  readonly start: number;
  readonly tally: LeafTally;
}

/**
 * Newly heard outcomes by leaf: the last hour in slots of ten seconds, and what is usual of every leaf (its base), learnt
 * when a slot is over an hour old and was no part of a trouble. Where little comes, two days before that hour are kept beside. What
 * explains a rise, and counts it exactly, is taken from here.
 */
export class LeavesHeard {
  readonly rows: LeafRows;
  readonly base: LeafBase;
  readonly exclusions: LeafExclusions;
  private slots: LeafSlot[] = [];
  private readonly learnt = new LearntLeaves();
  /** What is not stored yet, by start of its slot. */
  private pending = new Map<number, LeafTally>();
  private entries = 0;
  /** The log's clock, in seconds since the epoch. */
  now = 0;

  /** @param isStored whether somebody takes what is not stored yet: see {@link takePending} */
  constructor(
    names: Names,
    private readonly isStored = true,
  ) {
    this.rows = new LeafRows(names);
    this.base = new LeafBase();
    this.exclusions = new LeafExclusions((row) => this.rows.describe(row));
  }

  /** Oldest time that is kept (seconds since the epoch); undefined before the first. */
  get from(): number | undefined {
    return this.learnt.from ?? this.slots[0]?.start;
  }

  /** Everything before is learnt (seconds since the epoch); undefined before the first slot. */
  get learntUntil(): number | undefined {
    return this.slots[0]?.start;
  }

  /** Hears of outcomes now. @param amount what each is worth, in smallest units of the journey's currency */
  hear(row: number, evidence: EvidenceNumbers, n: number, amount = NO_AMOUNT): void {
    this.hearIn(this.at(this.now), row, { evidence, n, amount });
    if (this.isStored) this.hearIn(this.pendingAt(this.now), row, { evidence, n, amount });
  }

  /** Hears now that outcomes it has heard of are worth something else than it was told, in smallest units. */
  hearAmount(row: number, evidence: EvidenceNumbers, { before, after }: { readonly before: number; readonly after: number }): void {
    for (const tally of this.isStored ? [this.at(this.now), this.pendingAt(this.now)] : [this.at(this.now)]) {
      if (before !== NO_AMOUNT) tally.addAmount(row, evidence, -1, before);
      if (after !== NO_AMOUNT) tally.addAmount(row, evidence, 1, after);
    }
  }

  /** Hears now what went wrong with one of them; `error` is a symbol of the names. */
  hearError(row: number, error: number, n: number): void {
    this.at(this.now).addError(row, error, n);
    if (this.isStored) this.pendingAt(this.now).addError(row, error, n);
  }

  /** Takes history over at once. How long anything took it does not say, so of stalls and slowness nothing is learnt. */
  learn(row: number, evidence: EvidenceNumbers, n: number): void {
    this.base.add(row, ofHistory(evidence), 0, n);
  }

  /** Walks what was heard from `from` on (seconds since the epoch, a slot's start; `to` exclusive). */
  each(from: number, visit: VisitLeaf, to = Infinity): void {
    for (const { start, tally } of this.since(from)) if (start < to) tally.each(visit);
  }

  /** Walks what was heard from `from` on, slot by slot, oldest first. */
  eachSlot(from: number, visit: (start: number, ...leaf: Parameters<VisitLeaf>) => void): void {
    for (const { start, tally } of this.since(from)) tally.each((...leaf) => visit(start, ...leaf));
  }

  /** Walks what is usual of every row as it was known at `at` (seconds since the epoch); the same row more than once. */
  eachUsual(at: number, visit: VisitUsual): void {
    this.base.each((...leaf) => visit(...leaf, 1));
    this.learnt.eachLearnt(at, (start, ...leaf) => visit(...leaf, -this.base.shareLeft(start + MOST_SLOTS * SLOT_SECONDS)));
    this.eachLearnable(at, (...leaf) => visit(...leaf, 1));
  }

  /** Walks what was heard of amounts from `from` on (seconds since the epoch, a slot's start; `to` exclusive). */
  eachAmount(from: number, visit: (row: number, amounts: PlaceAmounts) => void, to = Infinity): void {
    for (const { start, tally } of this.slots) if (start >= from && start < to) tally.eachAmount(visit);
  }

  /** Walks what was heard before `to` and is going to be learnt. */
  private eachLearnable(to: number, visit: VisitLeaf): void {
    for (const { start, tally } of this.slots) {
      if (start >= to) break;
      tally.each((row, counts, at) => {
        if (this.exclusions.isLearnt(row, start)) visit(row, counts, at);
      });
    }
  }

  /** Walks what went wrong from `from` on. */
  eachError(from: number, visit: (row: number, error: number, n: number) => void): void {
    for (const { tally } of this.since(from)) tally.eachError(visit);
  }

  /** What came since the last call, for storage. */
  takePending(): ReadonlyMap<number, LeafTally> {
    const { pending } = this;
    this.pending = new Map();
    return pending;
  }

  /** Puts back what was stored of a slot. */
  load(start: number, row: number, counts: EvidenceNumbers): void {
    this.at(start).add(row, counts, 1);
  }

  /** Puts back what was stored of a slot's amounts. */
  loadAmounts(start: number, row: number, sums: readonly number[], priced: readonly number[]): void {
    this.at(start).loadAmounts(row, sums, priced);
  }

  /** Puts back what was stored of a slot's errors. */
  loadError(start: number, row: number, error: number, n: number): void {
    this.at(start).addError(row, error, n);
  }

  /** Learns slots that are old enough. @returns starts of those that are gone */
  settle(): number[] {
    const gone: number[] = [];
    const clock = this.now;
    for (let oldest = this.slots[0]; oldest !== undefined; oldest = this.slots[0]) {
      const isOld = oldest.start <= clock - MOST_SLOTS * SLOT_SECONDS;
      const isTooMuch = this.entries > MOST_ENTRIES && oldest.start <= clock - LEAST_SLOTS * SLOT_SECONDS;
      if (!isOld && !isTooMuch) break;
      this.slots.shift();
      this.entries -= oldest.tally.size;
      this.learnSlot(oldest);
      gone.push(oldest.start);
    }
    if (this.base.isDue(clock)) this.fade(clock);
    return gone;
  }

  private hearIn(
    tally: LeafTally,
    row: number,
    of: { readonly evidence: EvidenceNumbers; readonly n: number; readonly amount: number },
  ): void {
    tally.add(row, of.evidence, of.n);
    if (of.amount !== NO_AMOUNT) tally.addAmount(row, of.evidence, of.n, of.amount);
  }

  private fade(clock: number): void {
    const inSlots = new Set<number>();
    for (const { tally } of this.since(0)) tally.each((row) => inSlots.add(row));
    for (const row of this.base.fade(clock, inSlots)) {
      this.rows.remove(row);
      this.exclusions.forget(row);
    }
  }

  private learnSlot({ start, tally }: LeafSlot): void {
    tally.each((row, counts, at) => {
      if (this.exclusions.isLearnt(row, start)) this.base.add(row, counts, at, 1);
    });
    this.learnt.add(start, tally, (row) => !this.exclusions.isLearnt(row, start));
  }

  private *since(from: number): Iterable<LeafSlot> {
    yield* this.learnt.since(from);
    for (const slot of this.slots) if (slot.start >= from) yield slot;
  }

  private at(second: number): LeafTally {
    const start = second - (second % SLOT_SECONDS);
    const newest = this.slots.at(-1);
    if (newest?.start === start) return newest.tally;
    const known = this.slots.find((slot) => slot.start === start);
    if (known !== undefined) return known.tally;
    const tally = new LeafTally();
    if (newest !== undefined) this.entries += newest.tally.size;
    this.slots.push({ start, tally });
    if (newest !== undefined && newest.start > start) this.slots.sort((a, b) => a.start - b.start);
    return tally;
  }

  private pendingAt(second: number): LeafTally {
    const start = second - (second % SLOT_SECONDS);
    let tally = this.pending.get(start);
    if (tally === undefined) this.pending.set(start, (tally = new LeafTally()));
    return tally;
  }
}

/** Numbers of an evidence that history knows. */
const OF_HISTORY: readonly (typeof EVIDENCE_COLUMNS)[number][] = ['total', 'failed', 'declined', 'left'];

function ofHistory(evidence: EvidenceNumbers): EvidenceNumbers {
  return EVIDENCE_COLUMNS.map((column, i) => (OF_HISTORY.includes(column) ? (evidence[i] ?? 0) : 0));
}
