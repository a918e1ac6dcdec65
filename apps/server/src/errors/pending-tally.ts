import { fieldOf, withoutCode, type TallyRow } from './tally-field.js';

/** An example of a code that no file lists. */
export interface KeptSample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly stage: string;
  /** Already without what must not be kept. */
  readonly message: string;
}

/** How many samples of a row are kept. */
export const MOST_SAMPLES = 3;
/** Different rows of one tenant's day that are told apart; what comes beyond them is counted without its code. */
export const MOST_ROWS = 3_000;

/** One tenant's day, as far as it is not written yet. */
export class PendingDay {
  readonly counts = new Map<string, number>();
  /** Rows that no file lists → when they came last. */
  readonly seen = new Map<string, number>();
  readonly samples = new Map<string, KeptSample[]>();

  constructor(
    readonly tenant: string,
    readonly day: string,
  ) {}

  /** Counts a report that stands for so many attempts. The sample is kept where the row has room for one. */
  add(row: TallyRow, count: number, sample: KeptSample): void {
    const field = fieldOf(row);
    const isKnown = this.counts.has(field);
    if (!isKnown && row.code !== null && this.counts.size >= MOST_ROWS) {
      this.add(withoutCode(row), count, sample);
      return;
    }
    this.counts.set(field, (this.counts.get(field) ?? 0) + count);
    if (row.how !== 'code' && row.code !== null) this.note(field, sample);
  }

  private note(field: string, sample: KeptSample): void {
    this.seen.set(field, Math.max(this.seen.get(field) ?? 0, sample.at));
    const samples = this.samples.get(field) ?? [];
    if (samples.length >= MOST_SAMPLES) return;
    samples.push(sample);
    this.samples.set(field, samples);
  }
}
