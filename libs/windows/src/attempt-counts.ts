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
}

/** What of a slot changes. */
interface SlotState {
  readonly column: number;
  readonly second: number;
  readonly leaf: number;
}

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
    const live = ((this.attempts().table.flags[change.row] ?? 0) & FLAG.backfill) === 0;
    const counting = { change, scope, live };
    for (let slot = 0; slot < change.before.size; slot++) {
      const [was, is] = [change.before.column[slot] ?? EMPTY, change.after.column[slot] ?? EMPTY];
      if (was === EMPTY && is === EMPTY) continue;
      const stays = was === is && change.before.second[slot] === change.after.second[slot];
      if (!stays) this.replace(counting, slot);
      else if (change.leafBefore !== change.leafAfter) this.move(counting, slot);
    }
  }

  /** Another outcome, or another time: everything counted before is taken back. */
  private replace(counting: Counting, slot: number): void {
    const { change, scope } = counting;
    const unit = scope.unit(change.after.unit[slot] ?? 0);
    const was = stateOf(change.before, slot, change.leafBefore);
    const is = stateOf(change.after, slot, change.leafAfter);
    const [unheard, heard] = this.evidence(counting, slot);
    if (was.column !== EMPTY) this.add(this.series(counting, unit, was), was, -1, unheard);
    if (is.column !== EMPTY) this.add(this.series(counting, unit, is), is, 1, heard);
  }

  /** The same outcome with other values: only the segments that differ are touched. */
  private move(counting: Counting, slot: number): void {
    const { change, scope } = counting;
    const unit = scope.unit(change.after.unit[slot] ?? 0);
    const was = stateOf(change.before, slot, change.leafBefore);
    const is = stateOf(change.after, slot, change.leafAfter);
    const evidence = this.evidence(counting, slot)[1];
    const [before, after] = [this.segmentsOf(counting, was), this.segmentsOf(counting, is)];
    this.add(this.segments.series(unit, this.segments.without(before, after)), was, -1, evidence);
    this.add(this.segments.series(unit, this.segments.without(after, before)), is, 1, evidence);
  }

  private add(series: readonly number[], { column, second }: SlotState, n: number, evidence: Evidence): void {
    this.counter.count(series, { column, second, n });
    if (evidence !== NO_EVIDENCE) this.arrivals.hear(series, evidence, n);
  }

  /** What the judge heard of a slot, and what it hears of it now. Only what was reported counts towards a stall being over. */
  private evidence({ change, live }: Counting, slot: number): readonly [was: Evidence, is: Evidence] {
    const { before, after } = change;
    if (!live || !isJudged(after, slot)) return [NO_EVIDENCE, NO_EVIDENCE];
    const [was, is] = [before.column[slot] ?? EMPTY, after.column[slot] ?? EMPTY];
    const afterStall = was === STALLED && is !== EMPTY && (after.second[slot] ?? 0) >= (before.second[slot] ?? 0);
    return [evidenceOf(was), evidenceOf(is, afterStall)];
  }

  private series(counting: Counting, unit: number, state: SlotState): readonly number[] {
    return this.segments.series(unit, this.segmentsOf(counting, state));
  }

  private segmentsOf({ scope, live }: Counting, { leaf, second }: SlotState): readonly number[] {
    const { leaves } = this.attempts().knowledge;
    // History is sent whole, also to combinations that were added before it came.
    if (live && second < scope.newestSince) return this.segments.ofLeafAt(leaf, leaves, scope, second);
    return this.segments.ofLeaf(leaf, leaves, scope);
  }
}

function stateOf(slots: Slots, slot: number, leaf: number): SlotState {
  return { column: slots.column[slot] ?? EMPTY, second: slots.second[slot] ?? 0, leaf };
}

/** Stages and whole attempts are judged; retries and what was superseded only correct the latter. */
function isJudged(slots: Slots, slot: number): boolean {
  return slot < slots.size - UNITS.length + 1;
}
