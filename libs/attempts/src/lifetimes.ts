import type { AttemptTable } from './attempt-table.js';

/** Attempts beyond which those that may go first are let go early, so that a flood cannot take all memory (about 360 bytes each, see docs/performance.md). */
export const MAX_ATTEMPTS = 1_500_000;

/** Lets go of attempts when nothing can come of them any more, by the minute of the log's clock. */
export class Lifetimes {
  private readonly rows = new Map<number, number[]>();
  private looked = -1;

  constructor(private readonly table: AttemptTable) {}

  /** Has an attempt looked at when its time has come. */
  add(row: number): void {
    const minute = this.table.keepUntil[row] ?? 0;
    const rows = this.rows.get(minute);
    if (rows === undefined) this.rows.set(minute, [row]);
    else rows.push(row);
  }

  /** Keeps an attempt at least until `minute`. */
  touch(row: number, minute: number): void {
    const { keepUntil } = this.table;
    if ((keepUntil[row] ?? 0) < minute) keepUntil[row] = minute;
  }

  /**
   * Lets go of what is over by `minute`.
   * @param neededUntil until when an attempt is needed, others of its purchase considered
   */
  expire(minute: number, neededUntil: (row: number) => number, drop: (row: number) => void): void {
    if (minute <= this.looked && this.table.size <= MAX_ATTEMPTS) return;
    this.looked = minute;
    for (const due of [...this.rows.keys()].sort((a, b) => a - b)) {
      const full = this.table.size > MAX_ATTEMPTS;
      if (due > minute && !full) break;
      const rows = this.rows.get(due) ?? [];
      this.rows.delete(due);
      for (const row of rows) {
        if (!this.table.has(row)) continue;
        const until = neededUntil(row);
        if (until > minute && !full) {
          this.touch(row, until);
          this.add(row);
        } else drop(row);
      }
    }
  }
}
