import { TupleTable } from './tuple-table.js';

/** No attempt: the end of a chain. */
export const NOBODY = -1;

/** What a row is besides its stages: bits of {@link AttemptTable.flags}. */
export const FLAG = {
  /** Imported history: counted, never judged live. */
  backfill: 1,
  /** Heard of too late to know whether it was counted before: its stages count, the attempt does not. */
  stray: 2,
  /** Another attempt of the same purchase began before it. */
  retry: 4,
  /** Another attempt of the same purchase decided it. */
  superseded: 8,
} as const;

type Column = Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array;

/**
 * Attempts in typed arrays, one row each (what one takes: docs/performance.md). Times are seconds since the epoch
 * in 32 bits (good until 2106), 0 for none. Stage by stage there are `stride` places a row.
 */
export class AttemptTable {
  private readonly keys = new TupleTable(2);
  private capacity = 1024;
  /** Which tenant's journey: a number of the caller's. */
  scope = new Int32Array(this.capacity);
  flags = new Uint8Array(this.capacity);
  /** Its dimension values, and where each of them is from: numbers of leaves. */
  leaf = new Int32Array(this.capacity);
  claims = new Int32Array(this.capacity);
  /** What it is worth, in smallest units of its journey's currency, and where that is from (see packClaim; 0: nobody has said). */
  amount = new Float64Array(this.capacity);
  amountFrom = new Uint16Array(this.capacity);
  /** Its earliest report. */
  birth = new Uint32Array(this.capacity);
  /**
   * When anything was reported of it first, in milliseconds: tells attempts of one second apart. Of what counts it is not a
   * time, since a report that another one replaced keeps its say here.
   */
  heardOf = new Float64Array(this.capacity);
  /** When its outcome became final, and which column that is. */
  finalAt = new Uint32Array(this.capacity);
  final = new Uint8Array(this.capacity);
  /** When time alone changes something about it next. */
  due = new Uint32Array(this.capacity);
  /** Minute (of the log's clock) of its first event: where it is stored. */
  storedIn = new Int32Array(this.capacity);
  /** Minute from which it can be let go. */
  keepUntil = new Int32Array(this.capacity);
  /** Its purchase's hash (both 0: none) and the next attempt of the same purchase. */
  purchaseHigh = new Uint32Array(this.capacity);
  purchaseLow = new Uint32Array(this.capacity);
  sibling = new Int32Array(this.capacity);
  /** By stage: when it started, its outcome (packed) and when that happened, who spoke of it (a bit per reporter). */
  startedAt: Uint32Array;
  outcome: Int32Array;
  outcomeAt: Uint32Array;
  who: Uint8Array;

  /** @param stride most stages any journey has */
  constructor(readonly stride: number) {
    this.startedAt = new Uint32Array(this.capacity * stride);
    this.outcome = new Int32Array(this.capacity * stride);
    this.outcomeAt = new Uint32Array(this.capacity * stride);
    this.who = new Uint8Array(this.capacity * stride);
  }

  get size(): number {
    return this.keys.size;
  }

  /** One more than the largest row number ever used. */
  get rows(): number {
    return this.keys.rows;
  }

  /** The row of an attempt's hash, or ABSENT. */
  find(high: number, low: number): number {
    return this.keys.find([high | 0, low | 0]);
  }

  /** A fresh row for an attempt that has none. */
  make(high: number, low: number): number {
    const row = this.keys.intern([high | 0, low | 0]);
    if (row >= this.capacity) this.grow();
    this.clear(row);
    this.clearStages(row);
    return row;
  }

  /** An attempt's hash. */
  hash(row: number): { readonly high: number; readonly low: number } {
    return { high: this.keys.at(row, 0) >>> 0, low: this.keys.at(row, 1) >>> 0 };
  }

  /** Whether the row is in use. */
  has(row: number): boolean {
    return this.find(this.keys.at(row, 0), this.keys.at(row, 1)) === row;
  }

  remove(row: number): void {
    this.keys.remove(row);
  }

  /** Forgets everything said of its stages. */
  clearStages(row: number): void {
    const [from, to] = [row * this.stride, (row + 1) * this.stride];
    for (let place = from; place < to; place++) {
      this.startedAt[place] = 0;
      this.outcome[place] = 0;
      this.outcomeAt[place] = 0;
      this.who[place] = 0;
    }
  }

  // Column by column: a loop over columns of five types was 4 % of a backtest.
  private clear(row: number): void {
    this.scope[row] = 0;
    this.flags[row] = 0;
    this.leaf[row] = 0;
    this.claims[row] = 0;
    this.amount[row] = 0;
    this.amountFrom[row] = 0;
    this.birth[row] = 0;
    this.heardOf[row] = 0;
    this.finalAt[row] = 0;
    this.final[row] = 0;
    this.due[row] = 0;
    this.storedIn[row] = 0;
    this.keepUntil[row] = 0;
    this.purchaseHigh[row] = 0;
    this.purchaseLow[row] = 0;
    this.sibling[row] = NOBODY;
  }

  private grow(): void {
    this.capacity *= 2;
    const of = <T extends Column>(column: T, size: number): T => {
      const grown = new (column.constructor as new (size: number) => T)(size);
      grown.set(column);
      return grown;
    };
    const rows = this.capacity;
    this.scope = of(this.scope, rows);
    this.flags = of(this.flags, rows);
    this.leaf = of(this.leaf, rows);
    this.claims = of(this.claims, rows);
    this.amount = of(this.amount, rows);
    this.amountFrom = of(this.amountFrom, rows);
    this.birth = of(this.birth, rows);
    this.heardOf = of(this.heardOf, rows);
    this.finalAt = of(this.finalAt, rows);
    this.final = of(this.final, rows);
    this.due = of(this.due, rows);
    this.storedIn = of(this.storedIn, rows);
    this.keepUntil = of(this.keepUntil, rows);
    this.purchaseHigh = of(this.purchaseHigh, rows);
    this.purchaseLow = of(this.purchaseLow, rows);
    this.sibling = of(this.sibling, rows);
    this.startedAt = of(this.startedAt, rows * this.stride);
    this.outcome = of(this.outcome, rows * this.stride);
    this.outcomeAt = of(this.outcomeAt, rows * this.stride);
    this.who = of(this.who, rows * this.stride);
  }
}
