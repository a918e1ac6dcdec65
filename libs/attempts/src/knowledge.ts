import type { AttemptTable } from './attempt-table.js';
import type { AttemptRules } from './course.js';
import { Leaves, NO_SYMBOL } from './leaves.js';
import { packClaim } from './outcome.js';
import type { AttemptReport } from './report.js';

/** Orders two values of a dimension by what they say, the same in every process. */
export type CompareValues = (a: number, b: number) => number;

/**
 * What is known of attempts' dimensions. Every report adds what it knows; where two differ, the one that is believed more
 * counts (see packClaim), so that the order in which they come makes no difference.
 */
export class Knowledge {
  /** Values by dimension. */
  readonly leaves: Leaves;
  /** Claims by dimension. */
  readonly claims: Leaves;
  private readonly values: Int32Array;
  private readonly from: Int32Array;

  constructor(
    private readonly table: AttemptTable,
    width: number,
    private readonly compare: CompareValues,
  ) {
    this.leaves = new Leaves(width);
    this.claims = new Leaves(width);
    this.values = new Int32Array(width);
    this.from = new Int32Array(width);
  }

  /** An attempt of which nothing is known. */
  begin(row: number): void {
    this.values.fill(NO_SYMBOL);
    this.set(row, this.values, this.values);
  }

  /** Gives an attempt these values with these claims. */
  set(row: number, values: Int32Array, claims: Int32Array): void {
    this.table.leaf[row] = this.leaves.hold(values);
    this.table.claims[row] = this.claims.hold(claims);
  }

  /**
   * Adds what a report knows. The leaf from before is still held where another takes its place: whoever counts needs both,
   * and releases it.
   * @returns whether the leaf is another now
   */
  learn(row: number, report: AttemptReport, known: Int32Array, { knownBy }: AttemptRules): boolean {
    const leaf = this.table.leaf[row] ?? 0;
    const before = this.table.claims[row] ?? 0;
    const { values, from } = this;
    this.leaves.read(leaf, values);
    this.claims.read(before, from);
    const usual = packClaim(report, false);
    let [moved, claimed] = [false, false];
    for (let position = 0; position < values.length; position++) {
      const value = known[position] ?? NO_SYMBOL;
      if (value === NO_SYMBOL) continue;
      const claim = knownBy[position] === report.reporter ? packClaim(report, true) : usual;
      const standing = from[position] ?? 0;
      const wins = claim > standing || (claim === standing && value !== values[position] && this.isBefore(value, values[position]));
      if (!wins) continue;
      claimed = true;
      moved ||= values[position] !== value;
      values[position] = value;
      from[position] = claim;
    }
    if (claimed) this.replace(row, before, moved);
    return moved;
  }

  private replace(row: number, before: number, moved: boolean): void {
    this.table.claims[row] = this.claims.hold(this.from);
    this.claims.release(before);
    if (moved) this.table.leaf[row] = this.leaves.hold(this.values);
  }

  /** An attempt is let go. */
  forget(row: number): void {
    this.leaves.release(this.table.leaf[row] ?? 0);
    this.claims.release(this.table.claims[row] ?? 0);
  }

  private isBefore(value: number, standing: number | undefined): boolean {
    return standing === undefined || standing === NO_SYMBOL || this.compare(value, standing) < 0;
  }
}
