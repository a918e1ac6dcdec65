import type { Segment } from '@tillwatch/domain';
import { addTo, emptyTally, sumOf, type Sum, type Tally } from './tally.js';

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

/** Attempts of one value or pair of values, and all parts of them together: most comparisons need no more. */
interface Place {
  readonly tally: Tally;
  readonly sum: Sum;
}

/**
 * Every counted combination of one or two dimensions at one stage. Attempts of which one of them is not known are in
 * none, so that what is compared inside differs in the values alone.
 */
export class Cells {
  readonly all: Tally;
  private readonly sumOfAll: Sum;
  private readonly byFirst = new Map<string, Map<string, Place>>();
  private readonly margins: readonly Map<string, Place>[];

  constructor(
    /** One or two. */
    readonly dimensions: readonly string[],
    cells: readonly Cell[],
    readonly parts: number,
  ) {
    const all = emptyTally(parts);
    const margins = dimensions.map(() => new Map<string, ReturnType<typeof emptyTally>>());
    for (const { segment, tally } of cells) {
      const values = dimensions.map((dimension) => segment[dimension] ?? '');
      const [first = '', second = ''] = values;
      const row = this.byFirst.get(first) ?? new Map<string, Place>();
      this.byFirst.set(first, row.set(second, placeOf(tally)));
      values.forEach((value, i) => addToMargin(margins[i], value, tally));
      addTo(all, tally);
    }
    this.margins = margins.map((margin) => new Map([...margin].map(([value, tally]) => [value, placeOf(tally)])));
    this.all = all;
    this.sumOfAll = sumOf(all);
  }

  /** Values of a dimension that occur. */
  valuesOf(dimension: string): string[] {
    return [...(this.margins[this.dimensions.indexOf(dimension)]?.keys() ?? [])];
  }

  /** What meets all of `conditions`, each of another of these dimensions. */
  sum(conditions: readonly Condition[]): Tally {
    if (conditions.length === 0) return this.all;
    const sum = emptyTally(this.parts);
    this.eachPlace(conditions, ({ tally }) => addTo(sum, tally));
    return sum;
  }

  /** How many meet all of `conditions`, all parts together: what {@link sum} adds up to, without its parts. */
  count(conditions: readonly Condition[]): Sum {
    if (conditions.length === 0) return this.sumOfAll;
    let [total, failed] = [0, 0];
    this.eachPlace(conditions, ({ sum }) => {
      total += sum.total;
      failed += sum.failed;
    });
    return { total, failed };
  }

  private eachPlace([only, other]: readonly Condition[], visit: (place: Place) => void): void {
    if (only === undefined) return;
    if (other === undefined) {
      visitValues(this.margins[this.dimensions.indexOf(only.dimension)], only.values, visit);
      return;
    }
    const [first, second] = only.dimension === this.dimensions[0] ? [only, other] : [other, only];
    for (const value of first.values) visitValues(this.byFirst.get(value), second.values, visit);
  }
}

function visitValues(places: ReadonlyMap<string, Place> | undefined, values: ReadonlySet<string>, visit: (place: Place) => void): void {
  if (places === undefined) return;
  for (const value of values) {
    const place = places.get(value);
    if (place !== undefined) visit(place);
  }
}

function placeOf(tally: Tally): Place {
  return { tally, sum: sumOf(tally) };
}

function addToMargin(margin: Map<string, ReturnType<typeof emptyTally>> | undefined, value: string, tally: Tally): void {
  if (margin === undefined) return;
  const known = margin.get(value) ?? emptyTally(tally.total.length);
  margin.set(value, known);
  addTo(known, tally);
}
