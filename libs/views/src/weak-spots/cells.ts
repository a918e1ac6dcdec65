import type { Segment } from '@tillwatch/domain';
import { addTo, emptyTally, type Tally } from './tally.js';

/** Which values of a dimension belong to something, and how a filter of `/v1/stats` says so. */
export interface Condition {
  readonly dimension: string;
  readonly values: ReadonlySet<string>;
  readonly filter: string;
}

/** Counts of one combination of values. */
export interface Cell {
  readonly segment: Segment;
  readonly tally: Tally;
}

/**
 * Every counted combination of one or two dimensions at one stage. Attempts of which one of them is not known are in
 * none, so that what is compared inside differs in the values alone.
 */
export class Cells {
  readonly all: Tally;
  private readonly byFirst = new Map<string, Map<string, Tally>>();
  private readonly margins: readonly Map<string, { total: number[]; failed: number[] }>[];

  constructor(
    /** One or two. */
    readonly dimensions: readonly string[],
    cells: readonly Cell[],
    readonly parts: number,
  ) {
    const all = emptyTally(parts);
    this.margins = dimensions.map(() => new Map());
    for (const { segment, tally } of cells) {
      const values = dimensions.map((dimension) => segment[dimension] ?? '');
      const [first = '', second = ''] = values;
      const row = this.byFirst.get(first) ?? new Map<string, Tally>();
      this.byFirst.set(first, row.set(second, tally));
      values.forEach((value, i) => this.addToMargin(i, value, tally));
      addTo(all, tally);
    }
    this.all = all;
  }

  /** Values of a dimension that occur. */
  valuesOf(dimension: string): string[] {
    return [...(this.margins[this.dimensions.indexOf(dimension)]?.keys() ?? [])];
  }

  /** What meets all of `conditions`, each of another of these dimensions. */
  sum(conditions: readonly Condition[]): Tally {
    const [only, other] = conditions;
    if (only === undefined) return this.all;
    const sum = emptyTally(this.parts);
    if (other === undefined) {
      const margin = this.margins[this.dimensions.indexOf(only.dimension)];
      for (const value of only.values) {
        const tally = margin?.get(value);
        if (tally !== undefined) addTo(sum, tally);
      }
      return sum;
    }
    const [first, second] = only.dimension === this.dimensions[0] ? [only, other] : [other, only];
    for (const value of first.values) {
      const row = this.byFirst.get(value);
      for (const beside of row === undefined ? [] : second.values) {
        const tally = row?.get(beside);
        if (tally !== undefined) addTo(sum, tally);
      }
    }
    return sum;
  }

  private addToMargin(at: number, value: string, tally: Tally): void {
    const margin = this.margins[at];
    if (margin === undefined) return;
    const known = margin.get(value) ?? emptyTally(this.parts);
    margin.set(value, known);
    addTo(known, tally);
  }
}
