/** A row that is not in the table. */
export const ABSENT = -1;

/**
 * Gives every distinct tuple of `stride` 32-bit integers a dense row number. Open addressing over typed arrays: a million
 * tuples cost a few dozen bytes each, where a Map of objects costs hundreds (measured, see docs/decisions).
 * Rows can be removed; their numbers are used again.
 */
export class TupleTable {
  private slots: Int32Array;
  private tuples: Int32Array;
  private free: number[] = [];
  private highWater = 0;

  constructor(
    readonly stride: number,
    capacity = 1024,
  ) {
    this.slots = new Int32Array(capacity * 2);
    this.tuples = new Int32Array(capacity * stride);
  }

  /** Rows in use. */
  get size(): number {
    return this.highWater - this.free.length;
  }

  /** One more than the largest row number ever used: the length that side arrays need. */
  get rows(): number {
    return this.highWater;
  }

  /** The value at `column` of `row`. */
  at(row: number, column: number): number {
    return this.tuples[row * this.stride + column] ?? 0;
  }

  /** The row of the tuple, or {@link ABSENT}. */
  find(tuple: ArrayLike<number>): number {
    const mask = this.slots.length - 1;
    for (let slot = this.hash(tuple) & mask; ; slot = (slot + 1) & mask) {
      const row = (this.slots[slot] ?? 0) - 1;
      if (row < 0) return ABSENT;
      if (this.equals(row, tuple)) return row;
    }
  }

  /** The row of the tuple, made if it was not there. */
  intern(tuple: ArrayLike<number>): number {
    const mask = this.slots.length - 1;
    let slot = this.hash(tuple) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const row = (this.slots[slot] ?? 0) - 1;
      if (row < 0) break;
      if (this.equals(row, tuple)) return row;
    }
    const row = this.free.pop() ?? this.highWater++;
    if ((row + 1) * this.stride > this.tuples.length) this.growTuples();
    for (let i = 0; i < this.stride; i++) this.tuples[row * this.stride + i] = tuple[i] ?? 0;
    this.slots[slot] = row + 1;
    if (this.size * 2 > this.slots.length) this.growSlots();
    return row;
  }

  /** Forgets a row. Later entries of the probe run move up, so that no tombstones pile up. */
  remove(row: number): void {
    const mask = this.slots.length - 1;
    let hole = this.hashOfRow(row) & mask;
    while (this.slots[hole] !== row + 1) hole = (hole + 1) & mask;
    for (let slot = (hole + 1) & mask; ; slot = (slot + 1) & mask) {
      const other = (this.slots[slot] ?? 0) - 1;
      if (other < 0) break;
      const home = this.hashOfRow(other) & mask;
      if (((slot - home) & mask) >= ((slot - hole) & mask)) {
        this.slots[hole] = other + 1;
        hole = slot;
      }
    }
    this.slots[hole] = 0;
    this.free.push(row);
  }

  private equals(row: number, tuple: ArrayLike<number>): boolean {
    const from = row * this.stride;
    for (let i = 0; i < this.stride; i++) if (this.tuples[from + i] !== tuple[i]) return false;
    return true;
  }

  private hash(tuple: ArrayLike<number>): number {
    let h = 0x811c9dc5;
    for (let i = 0; i < this.stride; i++) h = mix(h, tuple[i] ?? 0);
    return finish(h);
  }

  private hashOfRow(row: number): number {
    let h = 0x811c9dc5;
    for (let i = 0; i < this.stride; i++) h = mix(h, this.tuples[row * this.stride + i] ?? 0);
    return finish(h);
  }

  private growTuples(): void {
    const grown = new Int32Array(this.tuples.length * 2);
    grown.set(this.tuples);
    this.tuples = grown;
  }

  private growSlots(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2);
    const mask = this.slots.length - 1;
    for (const entry of old) {
      if (entry === 0) continue;
      let slot = this.hashOfRow(entry - 1) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = entry;
    }
  }
}

function mix(h: number, value: number): number {
  const mixed = Math.imul(h ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function finish(h: number): number {
  const mixed = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
