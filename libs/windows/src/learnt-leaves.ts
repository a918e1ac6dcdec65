import { EVIDENCE_WIDTH, type EvidenceNumbers } from './evidence.js';
import { LeafTally, type VisitLeaf } from './leaf-tally.js';

/** Width of a slot that was learnt (seconds): a rise that takes hours to see needs no finer start. */
const SLOT_SECONDS = 60;
/** How long what was learnt is kept beside (seconds): at ten outcomes an hour a rise takes up to a day and a half to be proven. */
const KEPT_SECONDS = 2 * 86_400;
/** Row entries beyond which the oldest go (about 10 MB): where much comes, nothing takes longer than an hour. */
const MOST_ENTRIES = 100_000;

/** What was heard in a minute that is learnt by now. */
interface LearntSlot {
  /** Seconds since the epoch. */
  readonly start: number;
  readonly tally: LeafTally;
  /** Rows of it that were not learnt. */
  readonly spoilt: Set<number>;
}

/** The last two days before the last hour: it is in the base already, and still tells where and when a slow rise began. Not stored. */
export class LearntLeaves {
  private slots: LearntSlot[] = [];
  private entries = 0;

  /** Oldest minute that is kept (seconds since the epoch); undefined where none is. */
  get from(): number | undefined {
    return this.slots[0]?.start;
  }

  /** Takes over a slot that was just learnt; slots come in order. @param isSpoilt whether a row of it was not learnt */
  add(start: number, heard: LeafTally, isSpoilt: (row: number) => boolean): void {
    const slot = this.slotAt(start - (start % SLOT_SECONDS));
    const before = slot.tally.size;
    heard.each((row, counts, at) => {
      slot.tally.add(row, evidenceAt(counts, at), 1);
      if (isSpoilt(row)) slot.spoilt.add(row);
    });
    heard.eachError((row, error, n) => slot.tally.addError(row, error, n));
    this.entries += slot.tally.size - before;
    this.trim(start - KEPT_SECONDS);
  }

  /** Walks what is kept from `from` on (seconds since the epoch), oldest first. */
  *since(from: number): Iterable<{ readonly start: number; readonly tally: LeafTally }> {
    for (const slot of this.slots) if (slot.start >= from) yield slot;
  }

  /** Walks what the base holds of the time from `from` on, slot by slot. */
  eachLearnt(from: number, visit: (start: number, ...leaf: Parameters<VisitLeaf>) => void): void {
    for (const { start, tally, spoilt } of this.slots) {
      if (start < from) continue;
      tally.each((row, counts, at) => {
        if (!spoilt.has(row)) visit(start, row, counts, at);
      });
    }
  }

  private slotAt(start: number): LearntSlot {
    const newest = this.slots.at(-1);
    if (newest !== undefined && newest.start >= start) return newest;
    const slot = { start, tally: new LeafTally(), spoilt: new Set<number>() };
    this.slots.push(slot);
    return slot;
  }

  private trim(oldest: number): void {
    for (let first = this.slots[0]; first !== undefined; first = this.slots[0]) {
      if (first.start >= oldest && this.entries <= MOST_ENTRIES) return;
      this.slots.shift();
      this.entries -= first.tally.size;
    }
  }
}

function evidenceAt(counts: Int32Array, at: number): EvidenceNumbers {
  return Array.from(counts.subarray(at, at + EVIDENCE_WIDTH));
}
