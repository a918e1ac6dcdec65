import { LeafAmounts, type PlaceAmounts } from './leaf-amounts.js';
import { EVIDENCE_WIDTH, type EvidenceNumbers } from './evidence.js';
import { RowPlaces } from './row-places.js';

/** What was heard of leaves: `counts` holds the numbers of each row from `at` on, in the order of EVIDENCE_COLUMNS. */
export type VisitLeaf = (row: number, counts: Int32Array, at: number) => void;

/** More than there can ever be symbols. */
const SYMBOLS = 2 ** 26;

/** Sums by leaf row. */
export class LeafTally {
  private readonly rows = new RowPlaces();
  private counts = new Int32Array(64 * EVIDENCE_WIDTH);
  private amounts: LeafAmounts | undefined;
  /** By row × {@link SYMBOLS} + symbol of what went wrong. */
  private readonly errors = new Map<number, number>();

  /** Rows it holds. */
  get size(): number {
    return this.rows.size;
  }

  /** Adds `n` times an evidence to a row. */
  add(row: number, evidence: EvidenceNumbers, n: number): void {
    const at = this.placeOf(row);
    for (let i = 0; i < EVIDENCE_WIDTH; i++) this.counts[at + i] = (this.counts[at + i] ?? 0) + n * (evidence[i] ?? 0);
  }

  /** Adds `n` times an evidence of outcomes that are worth `amount` each, in smallest units. */
  addAmount(row: number, evidence: EvidenceNumbers, n: number, amount: number): void {
    this.amounts ??= new LeafAmounts();
    this.amounts.add(this.placeOf(row) / EVIDENCE_WIDTH, evidence, n, amount);
  }

  /** Puts back what {@link eachAmount} gave of a row. */
  loadAmounts(row: number, sums: readonly number[], priced: readonly number[]): void {
    this.amounts ??= new LeafAmounts();
    this.amounts.load(this.placeOf(row) / EVIDENCE_WIDTH, sums, priced);
  }

  /** Takes note of what went wrong; `error` is a symbol of the names. */
  addError(row: number, error: number, n: number): void {
    const key = row * SYMBOLS + error;
    this.errors.set(key, (this.errors.get(key) ?? 0) + n);
  }

  /** Walks the rows in the order in which they came. */
  each(visit: VisitLeaf): void {
    for (let i = 0; i < this.rows.size; i++) visit(this.rows.at(i), this.counts, i * EVIDENCE_WIDTH);
  }

  /** Walks the rows of which amounts are known; `place` counts the rows of {@link each}. */
  eachAmount(visit: (row: number, amounts: PlaceAmounts) => void): void {
    this.amounts?.each((amounts) => visit(this.rows.at(amounts.place), amounts));
  }

  /** Walks what went wrong. */
  eachError(visit: (row: number, error: number, n: number) => void): void {
    for (const [key, n] of this.errors) visit(Math.floor(key / SYMBOLS), key % SYMBOLS, n);
  }

  private placeOf(row: number): number {
    const at = this.rows.of(row) * EVIDENCE_WIDTH;
    if (at === this.counts.length) {
      const grown = new Int32Array(this.counts.length * 2);
      grown.set(this.counts);
      this.counts = grown;
    }
    return at;
  }
}
