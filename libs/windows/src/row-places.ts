/**
 * Gives rows places 0, 1, 2 … in the order in which they come. Open addressing over typed arrays: there are hundreds of these tables,
 * and each outcome is looked up in two.
 */
export class RowPlaces {
  private rows = new Int32Array(64);
  /** Place + 1 by hash of the row, 0 where nothing is. Twice as long as `rows`, so that half of it is empty. */
  private slots = new Int32Array(128);
  private held = 0;

  /** Rows it holds. */
  get size(): number {
    return this.held;
  }

  /** The row at a place. */
  at(place: number): number {
    return this.rows[place] ?? 0;
  }

  /** The place of a row, a new one where it has none. */
  of(row: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hash(row) & mask; ; slot = (slot + 1) & mask) {
      const place = (this.slots[slot] ?? 0) - 1;
      if (place < 0) return this.add(row, slot);
      if (this.rows[place] === row) return place;
    }
  }

  private add(row: number, slot: number): number {
    const place = this.held++;
    this.rows[place] = row;
    this.slots[slot] = place + 1;
    if (this.held === this.rows.length) this.grow();
    return place;
  }

  private grow(): void {
    const rows = new Int32Array(this.rows.length * 2);
    rows.set(this.rows);
    this.rows = rows;
    this.slots = new Int32Array(rows.length * 2);
    const mask = this.slots.length - 1;
    for (let place = 0; place < this.held; place++) {
      let slot = hash(this.at(place)) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = place + 1;
    }
  }
}

function hash(row: number): number {
  const mixed = Math.imul(row, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
