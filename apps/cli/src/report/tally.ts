import type { EventsAnswer } from '@tillwatch/contract';
import type { MappedRow } from '../map/mapper.js';

/** The figures of a finished import, as programs read them. */
export interface ImportFigures {
  /** Records of the file. */
  readonly rows: number;
  /** Events counted by the server. */
  readonly accepted: number;
  /** Events the server had already. */
  readonly duplicates: number;
  /** Records that could not be mapped and events the server refused. */
  readonly rejected: number;
  /** Records that the map leaves out; only where there are any. */
  readonly skipped?: number;
}

/** Counts what became of every record and every event. */
export class Tally {
  rows = 0;
  /** The file was read to its end. */
  isWhole = false;
  events = 0;
  accepted = 0;
  duplicates = 0;
  /** Records that could not be mapped. */
  rejectedRows = 0;
  /** Events the server would not take. */
  rejectedEvents = 0;
  /** Duplicates of batches that were sent more than once because an answer was lost. */
  resent = 0;
  readonly skipped = new Map<string, number>();
  /** What the server changed while accepting (`path: message` → events). */
  readonly notices = new Map<string, number>();

  mapped(row: MappedRow): void {
    this.rows += 1;
    this.events += row.events.length;
    if (row.problems.length > 0) this.rejectedRows += 1;
    if (row.skipped !== undefined) this.skipped.set(row.skipped, (this.skipped.get(row.skipped) ?? 0) + 1);
  }

  answered(answer: EventsAnswer, mayRepeat: boolean): void {
    this.accepted += answer.accepted;
    this.duplicates += answer.duplicates;
    this.rejectedEvents += answer.rejected.length;
    if (mayRepeat) this.resent += answer.duplicates;
    for (const { path, message, events } of answer.notices ?? []) {
      const text = `${path}: ${message}`;
      this.notices.set(text, (this.notices.get(text) ?? 0) + events);
    }
  }

  refused(events: number): void {
    this.rejectedEvents += events;
  }

  /** Whether the file was read to its end and the server has answered for every event of it. */
  get isComplete(): boolean {
    return this.isWhole && this.accepted + this.duplicates + this.rejectedEvents === this.events;
  }

  get rejected(): number {
    return this.rejectedRows + this.rejectedEvents;
  }

  get skippedRows(): number {
    return [...this.skipped.values()].reduce((sum, count) => sum + count, 0);
  }

  figures(): ImportFigures {
    const { rows, accepted, duplicates, rejected, skippedRows } = this;
    return { rows, accepted, duplicates, rejected, ...(skippedRows > 0 ? { skipped: skippedRows } : {}) };
  }
}
