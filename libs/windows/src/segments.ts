import { NO_SYMBOL, TupleTable, type Leaves } from '@tillwatch/attempts';
import { MAX_DEPTH, type Names } from './names.js';
import type { Scope } from './scope.js';

/** Leaves whose segments are remembered, a power of two: those of a busy shop's last half minute. About 10 MB. */
const REMEMBERED = 32_768;

/**
 * The way from dimension values to series, made short: combinations of values (whatever the stage) get numbers of their
 * own, a leaf's are remembered for its next event, and a stage's series are looked up by those numbers. Nothing of it is
 * stored; without it an event costs two dozen hash look-ups (measured: a quarter of all the counting).
 */
export class Segments {
  private readonly table = new TupleTable(MAX_DEPTH);
  private readonly seriesByStage = new Map<number, Int32Array>();
  private readonly leaves = new Int32Array(REMEMBERED).fill(-1);
  private readonly remembered = new Array<readonly number[]>(REMEMBERED).fill([]);
  private readonly tuple = [NO_SYMBOL, NO_SYMBOL, NO_SYMBOL, NO_SYMBOL];
  private readonly found: number[] = [];
  private readonly values: Int32Array;
  /** By combination: the number of the comparison in which it was met last. */
  private met = new Int32Array(1_024);
  private comparison = 0;

  /** @param width most dimensions any journey has */
  constructor(
    private readonly names: Names,
    width: number,
  ) {
    this.values = new Int32Array(width);
  }

  /** The number of a combination of {@link MAX_DEPTH} values, in the order of their dimensions' names. */
  of(values: ArrayLike<number>): number {
    return this.table.intern(values);
  }

  /** The combinations that are counted of a leaf. */
  ofLeaf(leaf: number, leaves: Leaves, scope: Scope): readonly number[] {
    const slot = leaf & (REMEMBERED - 1);
    const known = this.leaves[slot] === leaf ? this.remembered[slot] : undefined;
    if (known !== undefined) return known;
    const segments = scope.segmentsOf(leaves.read(leaf, this.values), this);
    // The one leaf that different journeys share is not remembered: they may count different things of it.
    if (leaves.isEmpty(leaf)) return segments;
    this.leaves[slot] = leaf;
    this.remembered[slot] = segments;
    return segments;
  }

  /** Those of `segments` that were counted at `second` already. */
  countedAt(segments: readonly number[], scope: Scope, second: number): readonly number[] {
    return segments.filter((segment) => second >= scope.countedSince(this.dimensionsOf(segment)));
  }

  /** The dimensions of a combination, sorted and joined by commas. */
  private dimensionsOf(segment: number): string {
    const dimensions: string[] = [];
    for (let i = 0; i < MAX_DEPTH; i++) {
      const meaning = this.names.meaning(this.table.at(segment, i));
      if (meaning?.kind === 'value') dimensions.push(meaning.dimension);
    }
    return dimensions.sort().join();
  }

  /** Those of `segments` that are not among `others`. */
  without(segments: readonly number[], others: readonly number[]): readonly number[] {
    if (this.met.length < this.table.rows) this.met = new Int32Array(this.table.rows * 2);
    const comparison = ++this.comparison;
    for (const segment of others) this.met[segment] = comparison;
    return segments.filter((segment) => this.met[segment] !== comparison);
  }

  /** The leaf's number is free for another one. */
  forget(leaf: number): void {
    const slot = leaf & (REMEMBERED - 1);
    if (this.leaves[slot] === leaf) this.leaves[slot] = -1;
  }

  /** The series of a stage with these segments, made where they are new. The list is good until the next call. */
  series(stage: number, segments: readonly number[]): readonly number[] {
    const known = this.ofStage(stage);
    const { found } = this;
    found.length = 0;
    for (const segment of segments) {
      const series = (known[segment] ?? 0) - 1;
      found.push(series >= 0 ? series : this.makeSeries(stage, segment));
    }
    return found;
  }

  /** A stage's series by segment, plus one; long enough for every segment there is. */
  private ofStage(stage: number): Int32Array {
    let series = this.seriesByStage.get(stage);
    if (series !== undefined && series.length >= this.table.rows) return series;
    const grown = new Int32Array(Math.max(1_024, this.table.rows * 2));
    if (series !== undefined) grown.set(series);
    this.seriesByStage.set(stage, (series = grown));
    return series;
  }

  private makeSeries(stage: number, segment: number): number {
    this.tuple[0] = stage;
    for (let i = 0; i < MAX_DEPTH; i++) this.tuple[i + 1] = this.table.at(segment, i);
    const series = this.names.series(this.tuple);
    this.ofStage(stage)[segment] = series + 1;
    return series;
  }
}
