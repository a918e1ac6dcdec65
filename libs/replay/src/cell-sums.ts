import { COLUMNS } from '@tillwatch/windows';

/** Sums by series and column: key = series × COLUMNS + column. */
export class CellSums {
  private readonly rows = new Map<number, Float64Array>();

  add(key: number, n: number): void {
    const series = Math.floor(key / COLUMNS);
    let row = this.rows.get(series);
    if (row === undefined) this.rows.set(series, (row = new Float64Array(COLUMNS)));
    row[key % COLUMNS] = (row[key % COLUMNS] ?? 0) + n;
  }

  /** The columns of one series. */
  of(series: number): ArrayLike<number> & Iterable<number> {
    return this.rows.get(series) ?? new Float64Array(COLUMNS);
  }

  eachSeries(visit: (series: number, columns: Iterable<number>) => void): void {
    for (const [series, row] of this.rows) visit(series, row);
  }
}
