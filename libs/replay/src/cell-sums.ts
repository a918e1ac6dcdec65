import { COLUMNS } from '@tillwatch/windows';

/** Sums by series and column: key = series × COLUMNS + column. One array holds them all, because there are many small ones. */
export class CellSums {
  private readonly rows = new Map<number, number>();
  private sums = new Float64Array(COLUMNS * 8);

  add(key: number, n: number): void {
    const series = Math.floor(key / COLUMNS);
    let row = this.rows.get(series);
    if (row === undefined) this.rows.set(series, (row = this.rows.size));
    const at = row * COLUMNS + (key % COLUMNS);
    if (at >= this.sums.length) this.grow();
    this.sums[at] = (this.sums[at] ?? 0) + n;
  }

  /** The columns of one series. */
  of(series: number): number[] {
    const row = this.rows.get(series);
    return row === undefined ? Array.from({ length: COLUMNS }, () => 0) : this.columns(row);
  }

  eachSeries(visit: (series: number, columns: readonly number[]) => void): void {
    for (const [series, row] of this.rows) visit(series, this.columns(row));
  }

  private columns(row: number): number[] {
    return [...this.sums.subarray(row * COLUMNS, (row + 1) * COLUMNS)];
  }

  private grow(): void {
    const grown = new Float64Array(this.sums.length * 2);
    grown.set(this.sums);
    this.sums = grown;
  }
}
