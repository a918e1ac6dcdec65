import { COUNT_COLUMNS } from '@tillwatch/domain';

/** Columns of one series in a slice, see domain's COUNT_COLUMNS. */
export const COLUMNS = COUNT_COLUMNS.length;

/**
 * Counts of one slice: (series, column) → how many, and how many of them are stored already. The difference is what the
 * next snapshot adds. Only cells that are not zero take room: most series of a slice have one or two.
 * Counts are doubles, exact up to 2^53, so they neither saturate nor wrap.
 */
export class SliceTable {
  private slots: Int32Array;
  private keys: Int32Array;
  private counts: Float64Array;
  private stored: Float64Array;
  private used = 0;
  private touched: number[] = [];
  private isTouched: Uint8Array;

  constructor(capacity = 64) {
    this.slots = new Int32Array(capacity * 2);
    this.keys = new Int32Array(capacity);
    this.counts = new Float64Array(capacity);
    this.stored = new Float64Array(capacity);
    this.isTouched = new Uint8Array(capacity);
  }

  /** Cells in use (including ones that went back to zero). */
  get size(): number {
    return this.used;
  }

  /** Whether something changed since the last {@link settle}. */
  get dirty(): boolean {
    return this.touched.length > 0;
  }

  /** Adds `n` (negative: takes back) to a column of a series. */
  add(series: number, column: number, n: number): void {
    const cell = this.cell(series * COLUMNS + column);
    this.counts[cell] = (this.counts[cell] ?? 0) + n;
    if (this.isTouched[cell] === 0) {
      this.isTouched[cell] = 1;
      this.touched.push(cell);
    }
  }

  /** Adds what is in storage already, so that it is not written again. */
  load(key: number, n: number): void {
    const cell = this.cell(key);
    this.counts[cell] = (this.counts[cell] ?? 0) + n;
    this.stored[cell] = (this.stored[cell] ?? 0) + n;
  }

  /** The count of a column of a series. */
  get(series: number, column: number): number {
    const cell = this.find(series * COLUMNS + column);
    return cell < 0 ? 0 : (this.counts[cell] ?? 0);
  }

  /** What was added to a column of a series since the last {@link settle}. */
  pending(series: number, column: number): number {
    const cell = this.find(series * COLUMNS + column);
    return cell < 0 ? 0 : (this.counts[cell] ?? 0) - (this.stored[cell] ?? 0);
  }

  /** Every cell: key = series × {@link COLUMNS} + column. */
  each(visit: (key: number, count: number) => void): void {
    for (let cell = 0; cell < this.used; cell++) visit(this.keys[cell] ?? 0, this.counts[cell] ?? 0);
  }

  /** Every cell as it is stored, without what was added since. */
  eachStored(visit: (key: number, count: number) => void): void {
    for (let cell = 0; cell < this.used; cell++) {
      const count = this.stored[cell] ?? 0;
      if (count !== 0) visit(this.keys[cell] ?? 0, count);
    }
  }

  /** Every cell that differs from storage, with the difference. */
  eachPending(visit: (key: number, difference: number) => void): void {
    for (const cell of this.touched) {
      const difference = (this.counts[cell] ?? 0) - (this.stored[cell] ?? 0);
      if (difference !== 0) visit(this.keys[cell] ?? 0, difference);
    }
  }

  /** Takes what is counted as stored. */
  settle(): void {
    for (const cell of this.touched) {
      this.stored[cell] = this.counts[cell] ?? 0;
      this.isTouched[cell] = 0;
    }
    this.touched = [];
  }

  private find(key: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hashOf(key) & mask; ; slot = (slot + 1) & mask) {
      const cell = (this.slots[slot] ?? 0) - 1;
      if (cell < 0 || this.keys[cell] === key) return cell;
    }
  }

  private cell(key: number): number {
    const mask = this.slots.length - 1;
    let slot = hashOf(key) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const cell = (this.slots[slot] ?? 0) - 1;
      if (cell < 0) break;
      if (this.keys[cell] === key) return cell;
    }
    if (this.used === this.keys.length) {
      this.grow();
      return this.cell(key);
    }
    const cell = this.used++;
    this.slots[slot] = cell + 1;
    this.keys[cell] = key;
    return cell;
  }

  private grow(): void {
    const capacity = this.keys.length * 2;
    this.keys = extended(this.keys, new Int32Array(capacity));
    this.counts = extended(this.counts, new Float64Array(capacity));
    this.stored = extended(this.stored, new Float64Array(capacity));
    this.isTouched = extended(this.isTouched, new Uint8Array(capacity));
    const old = this.slots;
    this.slots = new Int32Array(capacity * 2);
    const mask = this.slots.length - 1;
    for (const entry of old) {
      if (entry === 0) continue;
      let slot = hashOf(this.keys[entry - 1] ?? 0) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = entry;
    }
  }
}

function extended<T extends Int32Array | Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function hashOf(key: number): number {
  const mixed = Math.imul(key, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
