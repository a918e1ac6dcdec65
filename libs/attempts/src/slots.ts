import { FLAG, type AttemptTable } from './attempt-table.js';
import { columnOfOutcome, STARTED } from './outcome.js';

/** A slot that counts nothing. */
export const EMPTY = -1;

/**
 * Units beside the stages: whole attempts, and of these the ones that were no first try of their purchase, and the ones
 * that another attempt of it stands for. First tries are all without the former, purchases all without the latter, so a
 * purchase of one attempt, as nearly all are, costs nothing more.
 */
export const UNITS = ['attempt', 'retry', 'superseded'] as const;
export type Unit = (typeof UNITS)[number];

/** Numbers of units: stages by their position, then {@link UNITS}. */
export function unitNumber(unit: Unit, stride: number): number {
  return stride + UNITS.indexOf(unit);
}

/** What one attempt is counted as at a moment: up to two counts (start, outcome) per stage and four more. */
export class Slots {
  readonly size: number;
  /** Column of the counts by slot; {@link EMPTY} for nothing. */
  readonly column: Int8Array;
  /** When it counts, in seconds since the epoch. */
  readonly second: Uint32Array;
  /** Which unit a slot belongs to. */
  readonly unit: Int32Array;

  constructor(private readonly stride: number) {
    this.size = 2 * stride + 4;
    this.column = new Int8Array(this.size).fill(EMPTY);
    this.second = new Uint32Array(this.size);
    this.unit = Int32Array.from({ length: this.size }, (_, slot) => unitOf(slot, stride));
  }

  /** Takes down what a row is counted as. */
  take(table: AttemptTable, row: number): this {
    for (let stage = 0; stage < this.stride; stage++) {
      const place = row * this.stride + stage;
      const started = table.startedAt[place] ?? 0;
      this.set(2 * stage, started === 0 ? EMPTY : STARTED, started);
      const outcome = table.outcome[place] ?? 0;
      this.set(2 * stage + 1, outcome === 0 ? EMPTY : columnOfOutcome(outcome), table.outcomeAt[place] ?? 0);
    }
    this.takeWhole(table, row);
    return this;
  }

  private takeWhole(table: AttemptTable, row: number): void {
    const flags = table.flags[row] ?? 0;
    const counts = (flags & FLAG.stray) === 0;
    const from = 2 * this.stride;
    const birth = table.birth[row] ?? 0;
    const finalAt = table.finalAt[row] ?? 0;
    const final = counts && finalAt !== 0 ? (table.final[row] ?? 0) : EMPTY;
    this.set(from, counts && birth !== 0 ? STARTED : EMPTY, birth);
    this.set(from + 1, final, finalAt);
    this.set(from + 2, (flags & FLAG.retry) === 0 ? EMPTY : final, finalAt);
    this.set(from + 3, (flags & FLAG.superseded) === 0 ? EMPTY : final, finalAt);
  }

  /** Nothing at all: what an attempt is counted as before it is heard of. */
  clear(): this {
    this.column.fill(EMPTY);
    return this;
  }

  private set(slot: number, column: number, second: number): void {
    this.column[slot] = column;
    this.second[slot] = second;
  }
}

function unitOf(slot: number, stages: number): number {
  if (slot < 2 * stages) return slot >> 1;
  return stages + Math.max(0, slot - 2 * stages - 1);
}
