import { EVIDENCE_WIDTH } from './evidence.js';

/** What is usual of a leaf fades to half in this time (seconds): its own shape of the week stays in it. */
const HALF_LIFE = 3 * 86_400;
/** How often it fades (seconds). */
const FADE_EVERY = 3_600;
/** Outcomes below which a leaf that is heard of no more is forgotten. */
const LEAST = 0.5;
/** Leaves that are remembered at most; beyond it the rarest go. */
const MOST_ROWS = 200_000;

/** What is usual of leaves: faded sums of what was heard of them, by row. */
export class LeafBase {
  private sums = new Float32Array(1024 * EVIDENCE_WIDTH);
  private rows = 0;
  private fadedAt = 0;

  /** Adds `n` times the numbers from `at` on to a row's. */
  add(row: number, numbers: ArrayLike<number>, at: number, n: number): void {
    this.reserve(row);
    for (let i = 0; i < EVIDENCE_WIDTH; i++) {
      const place = row * EVIDENCE_WIDTH + i;
      this.sums[place] = Math.max(0, (this.sums[place] ?? 0) + n * (numbers[at + i] ?? 0));
    }
  }

  /** One number of a row's base. */
  at(row: number, column: number): number {
    return row < this.rows ? (this.sums[row * EVIDENCE_WIDTH + column] ?? 0) : 0;
  }

  /** Walks the rows that have a base. */
  each(visit: (row: number, sums: Float32Array, at: number) => void): void {
    for (let row = 0; row < this.rows; row++) {
      const at = row * EVIDENCE_WIDTH;
      if (this.weightOf(row) > 0) visit(row, this.sums, at);
    }
  }

  /** How much is left in it of something added at `second` of the log's clock. */
  shareLeft(second: number): number {
    return 2 ** (-Math.max(0, this.fadedAt - second) / HALF_LIFE);
  }

  /** Whether it is time to fade, by the log's clock (seconds). */
  isDue(clock: number): boolean {
    if (this.fadedAt === 0) this.fadedAt = clock;
    return clock - this.fadedAt >= FADE_EVERY;
  }

  /** Fades up to the log's clock (seconds). @returns rows that are worth nothing any more and not `kept` otherwise */
  fade(clock: number, kept: ReadonlySet<number>): number[] {
    const share = 2 ** ((this.fadedAt - clock) / HALF_LIFE);
    this.fadedAt = clock;
    for (let i = 0; i < this.rows * EVIDENCE_WIDTH; i++) this.sums[i] = (this.sums[i] ?? 0) * share;
    return this.forgotten(kept);
  }

  private forgotten(kept: ReadonlySet<number>): number[] {
    const weights: number[] = [];
    for (let row = 0; row < this.rows; row++) if (this.weightOf(row) > 0) weights.push(this.weightOf(row));
    const excess = weights.length - MOST_ROWS;
    const least = excess > 0 ? Math.max(LEAST, weights.sort((a, b) => a - b)[excess] ?? LEAST) : LEAST;
    const gone: number[] = [];
    for (let row = 0; row < this.rows; row++) {
      const weight = this.weightOf(row);
      if (weight === 0 || weight >= least || kept.has(row)) continue;
      this.sums.fill(0, row * EVIDENCE_WIDTH, (row + 1) * EVIDENCE_WIDTH);
      gone.push(row);
    }
    return gone;
  }

  private weightOf(row: number): number {
    const at = row * EVIDENCE_WIDTH;
    return (this.sums[at] ?? 0) + (this.sums[at + 2] ?? 0);
  }

  private reserve(row: number): void {
    if (row >= this.rows) this.rows = row + 1;
    if (this.rows * EVIDENCE_WIDTH <= this.sums.length) return;
    const grown = new Float32Array(Math.max(this.rows * EVIDENCE_WIDTH, this.sums.length * 2));
    grown.set(this.sums);
    this.sums = grown;
  }
}
