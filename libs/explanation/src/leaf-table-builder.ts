import type { LeafDimension, LeafTable } from './leaf-table.js';

/** Counts of one combination of values. */
export interface LeafCounts {
  readonly total: number;
  readonly failed: number;
  readonly baseTotal: number;
  readonly baseFailed: number;
}

const COLUMNS = ['total', 'failed', 'baseTotal', 'baseFailed'] as const;

/** Puts a leaf table together row by row; counts of the same combination are added up. */
export class LeafTableBuilder {
  readonly #values: readonly Map<string, number>[];
  readonly #rows = new Map<string, number>();
  readonly #keys: number[] = [];
  readonly #counts: Readonly<Record<(typeof COLUMNS)[number], number[]>> = { total: [], failed: [], baseTotal: [], baseFailed: [] };

  constructor(readonly dimensions: readonly LeafDimension[]) {
    this.#values = dimensions.map(() => new Map());
  }

  /** @param values in the order of the dimensions; undefined where there is none */
  add(values: readonly (string | undefined)[], counts: Partial<LeafCounts>): void {
    const key = this.#values.map((known, d) => numberOf(known, values[d]));
    const name = key.join();
    const row = this.#rows.get(name) ?? this.#rows.size;
    if (row === this.#rows.size) {
      this.#rows.set(name, row);
      for (const value of key) this.#keys.push(value);
    }
    for (const column of COLUMNS) this.#counts[column][row] = (this.#counts[column][row] ?? 0) + (counts[column] ?? 0);
  }

  /** The table of all rows so far. */
  build(): LeafTable {
    return {
      dimensions: this.dimensions,
      values: this.#values.map((known) => [...known.keys()]),
      rows: this.#rows.size,
      keys: Int32Array.from(this.#keys),
      total: Float64Array.from(this.#counts.total),
      failed: Float64Array.from(this.#counts.failed),
      baseTotal: Float64Array.from(this.#counts.baseTotal),
      baseFailed: Float64Array.from(this.#counts.baseFailed),
    };
  }
}

function numberOf(known: Map<string, number>, value: string | undefined): number {
  if (value === undefined) return -1;
  const number = known.get(value) ?? known.size;
  known.set(value, number);
  return number;
}
