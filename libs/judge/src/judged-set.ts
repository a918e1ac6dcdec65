import type { Fold, SeriesDescription } from '@tillwatch/windows';

/** One judged segment: a stage, or a stage and one value of one dimension, or two values that are judged together. */
export interface JudgedSegment extends SeriesDescription {
  readonly series: number;
  readonly depth: 0 | 1 | 2;
  /** The series of the stage as a whole; the segment itself where it is one. */
  readonly parent: number;
}

/** Outcomes a segment must have shown before it is worth keeping memory of: fewer can never be judged. */
const WORTH_OUTCOMES = 30;

/** Which series are judged, decided as they show up: every stage, and every stage × value (or judged pair) with some traffic. */
export class JudgedSet {
  /** By series; a list of them beside, for those who want all. */
  private readonly bySeries: (JudgedSegment | undefined)[] = [];
  private readonly segments: JudgedSegment[] = [];
  private readonly seen = new Map<number, number>();
  private readonly ignored = new Set<number>();

  /** @param onAdmitted called with every segment that is taken in */
  constructor(
    private readonly fold: Fold,
    private readonly onAdmitted: (segment: JudgedSegment) => void,
  ) {}

  /** The segment behind a series that had `total` more outcomes; undefined where it is not judged (yet). */
  arrived(series: number, total: number): JudgedSegment | undefined {
    const known = this.bySeries[series];
    if (known !== undefined || this.ignored.has(series)) return known;
    const seen = (this.seen.get(series) ?? 0) + total;
    this.seen.set(series, seen);
    return seen < WORTH_OUTCOMES ? undefined : this.admit(series);
  }

  /** The segment behind a series; undefined where it is not judged. */
  at(series: number): JudgedSegment | undefined {
    return this.bySeries[series];
  }

  /** Takes a series into the set at once, whatever its traffic. */
  admit(series: number): JudgedSegment | undefined {
    const known = this.bySeries[series];
    if (known !== undefined) return known;
    const description = this.fold.describe(series);
    if (description === undefined || !this.fold.arrivals.isJudged(series)) {
      this.ignored.add(series);
      return undefined;
    }
    const dimensions = Object.keys(description.segment).length;
    const depth = dimensions === 0 ? 0 : dimensions === 1 ? 1 : 2;
    const segment: JudgedSegment = { ...description, series, depth, parent: this.parentOf(series, description) };
    this.bySeries[series] = segment;
    this.segments.push(segment);
    this.seen.delete(series);
    this.onAdmitted(segment);
    return segment;
  }

  get all(): Iterable<JudgedSegment> {
    return this.segments;
  }

  get size(): number {
    return this.segments.length;
  }

  private parentOf(series: number, description: SeriesDescription): number {
    return Object.keys(description.segment).length === 0 ? series : this.fold.seriesOf(description, {});
  }
}
