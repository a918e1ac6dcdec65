/** Where what is remembered of each series lies, one number for each of its kinds: all of a series are found side by side. */
export class Places {
  /** Counted from 1; 0 where nothing is remembered. */
  private rows: Int32Array<ArrayBuffer>;

  /** @param kinds how many kinds there are */
  constructor(private readonly kinds: number) {
    this.rows = new Int32Array(1024 * kinds);
  }

  /** The place of a kind of a series, counted from 0; -1 where there is none. */
  of(series: number, kind: number): number {
    const at = series * this.kinds + kind;
    return at < this.rows.length ? (this.rows[at] ?? 0) - 1 : -1;
  }

  set(series: number, kind: number, place: number): void {
    const at = series * this.kinds + kind;
    if (at >= this.rows.length) {
      const grown = new Int32Array(Math.max(at + this.kinds, this.rows.length * 2));
      grown.set(this.rows);
      this.rows = grown;
    }
    this.rows[at] = place + 1;
  }

  /** Forgets all places. */
  clear(): void {
    this.rows.fill(0);
  }
}
