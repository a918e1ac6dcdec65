import { AMOUNT_WIDTH, type EvidenceNumbers } from './evidence.js';

/** Amounts of one place, from `at` on in the order of EVIDENCE_COLUMNS up to AMOUNT_WIDTH. */
export interface PlaceAmounts {
  readonly place: number;
  /** In smallest units of the journey's currency. */
  readonly sums: Float64Array;
  /** How many of the outcomes counted are in them. */
  readonly priced: Int32Array;
  readonly at: number;
}

/**
 * Sums of what outcomes are worth, by place. Whole numbers in doubles: what is added and taken back leaves nothing over, up to nine
 * quadrillion.
 */
export class LeafAmounts {
  private sums = new Float64Array(16 * AMOUNT_WIDTH);
  private priced = new Int32Array(16 * AMOUNT_WIDTH);
  /** One more than the last place that was added to. */
  private places = 0;

  /** Adds `n` times an evidence of outcomes that are worth `amount` each. */
  add(place: number, evidence: EvidenceNumbers, n: number, amount: number): void {
    this.reserve(place);
    const at = place * AMOUNT_WIDTH;
    for (let i = 0; i < AMOUNT_WIDTH; i++) {
      const many = n * (evidence[i] ?? 0);
      if (many === 0) continue;
      this.sums[at + i] = (this.sums[at + i] ?? 0) + many * amount;
      this.priced[at + i] = (this.priced[at + i] ?? 0) + many;
    }
  }

  /** Adds sums that were stored. */
  load(place: number, sums: readonly number[], priced: readonly number[]): void {
    this.reserve(place);
    const at = place * AMOUNT_WIDTH;
    for (let i = 0; i < AMOUNT_WIDTH; i++) {
      this.sums[at + i] = (this.sums[at + i] ?? 0) + (sums[i] ?? 0);
      this.priced[at + i] = (this.priced[at + i] ?? 0) + (priced[i] ?? 0);
    }
  }

  /** Walks the places of which anything is known. */
  each(visit: (amounts: PlaceAmounts) => void): void {
    const { sums, priced } = this;
    for (let place = 0; place < this.places; place++) if (this.isKnown(place)) visit({ place, sums, priced, at: place * AMOUNT_WIDTH });
  }

  private isKnown(place: number): boolean {
    for (let at = place * AMOUNT_WIDTH; at < (place + 1) * AMOUNT_WIDTH; at++)
      if (this.priced[at] !== 0 || this.sums[at] !== 0) return true;
    return false;
  }

  private reserve(place: number): void {
    if (place >= this.places) this.places = place + 1;
    const size = this.places * AMOUNT_WIDTH;
    if (size <= this.sums.length) return;
    const [sums, priced] = [this.sums, this.priced];
    this.sums = new Float64Array(Math.max(size, sums.length * 2));
    this.sums.set(sums);
    this.priced = new Int32Array(this.sums.length);
    this.priced.set(priced);
  }
}
