import type { LeafDescription } from './leaf-rows.js';

/** Rows that belong to a trouble with a known cause: nothing else is judged by them, and nothing is learnt from them. */
export interface LeafExclusion {
  readonly id: string;
  /** From when on its outcomes are not learnt, and until when (seconds since the epoch; null while it lasts). */
  readonly from: number;
  readonly to: number | null;
  /** Whether its rows are nobody else's evidence; else they are only told apart and not learnt. */
  readonly excludes: boolean;
  readonly matches: (leaf: LeafDescription) => boolean;
}

const NO = 1;
const YES = 2;

/** One exclusion with what was asked of it before, by row. */
class Answered {
  private answers = new Uint8Array(1024);

  constructor(
    readonly exclusion: LeafExclusion,
    private readonly describe: (row: number) => LeafDescription,
  ) {}

  has(row: number): boolean {
    if (row >= this.answers.length) {
      const grown = new Uint8Array(Math.max(row + 1, this.answers.length * 2));
      grown.set(this.answers);
      this.answers = grown;
    }
    const known = this.answers[row];
    if (known !== 0) return known === YES;
    const answer = this.exclusion.matches(this.describe(row));
    this.answers[row] = answer ? YES : NO;
    return answer;
  }

  forget(row: number): void {
    if (row < this.answers.length) this.answers[row] = 0;
  }
}

/** All exclusions, open and lately ended. */
export class LeafExclusions {
  private list: Answered[] = [];
  private open: Answered[] = [];

  constructor(private readonly describe: (row: number) => LeafDescription) {}

  /** Replaces what was said before. */
  set(exclusions: readonly LeafExclusion[]): void {
    const known = new Map(this.list.map((each) => [each.exclusion, each]));
    this.list = exclusions.map((each) => known.get(each) ?? new Answered(each, this.describe));
    this.open = this.list.filter(({ exclusion }) => exclusion.excludes && exclusion.to === null);
  }

  /** Whether a row's outcomes are nobody else's evidence now. */
  isExcluded(row: number): boolean {
    for (const each of this.open) if (each.has(row)) return true;
    return false;
  }

  /** Tells the rows of an exclusion; none where there is none of that id. */
  rowsOf(id: string): (row: number) => boolean {
    const found = this.list.find(({ exclusion }) => exclusion.id === id);
    return (row) => found?.has(row) ?? false;
  }

  /** Whether what happened at `second` may be learnt of a row. */
  isLearnt(row: number, second: number): boolean {
    for (const each of this.list) {
      const { from, to } = each.exclusion;
      if (second >= from && (to === null || second < to) && each.has(row)) return false;
    }
    return true;
  }

  /** A row number is free for another leaf. */
  forget(row: number): void {
    for (const each of this.list) each.forget(row);
  }
}
