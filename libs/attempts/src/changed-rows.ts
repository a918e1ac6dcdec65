import type { AttemptTable } from './attempt-table.js';

/** Keeps account of what must be stored: rows that changed, by the minute they are stored in, and minutes that are over. */
export class ChangedRows {
  private changed: number[] = [];
  private isChanged = new Uint8Array(1024);
  /** By minute: every row ever put there (some are gone, or live elsewhere by now), and how many are alive. */
  private readonly rows = new Map<number, number[]>();
  private readonly alive = new Map<number, number>();
  private gone: { readonly minute: number; readonly high: number; readonly low: number }[] = [];

  constructor(private readonly table: AttemptTable) {}

  /** A row is new in its minute. */
  add(row: number): void {
    const minute = this.table.storedIn[row] ?? 0;
    const rows = this.rows.get(minute);
    if (rows === undefined) this.rows.set(minute, [row]);
    else rows.push(row);
    this.alive.set(minute, (this.alive.get(minute) ?? 0) + 1);
  }

  /** A row must be written (again). */
  mark(row: number): void {
    if (row >= this.isChanged.length) this.grow(row);
    if (this.isChanged[row] === 1) return;
    this.isChanged[row] = 1;
    this.changed.push(row);
  }

  /** A row is let go. Storage reads it back until its minute is over; `forGood` says that it must not. */
  remove(row: number, forGood: boolean): void {
    const minute = this.table.storedIn[row] ?? 0;
    this.isChanged[row] = 0;
    if (forGood) this.gone.push({ minute, ...this.table.hash(row) });
    const left = (this.alive.get(minute) ?? 1) - 1;
    this.alive.set(minute, left);
    if (left > 0) return;
    this.alive.delete(minute);
    this.rows.delete(minute);
  }

  /** Minutes with rows that are alive. */
  get minutes(): ReadonlySet<number> {
    return new Set(this.alive.keys());
  }

  /** How many rows of a minute are alive. */
  aliveIn(minute: number): number {
    return this.alive.get(minute) ?? 0;
  }

  /** The rows of a minute that are alive. */
  of(minute: number): number[] {
    const { table } = this;
    return [...new Set(this.rows.get(minute) ?? [])].filter((row) => table.storedIn[row] === minute && table.has(row));
  }

  /** Rows changed since the last call, by minute. */
  take(): Map<number, number[]> {
    const byMinute = new Map<number, number[]>();
    for (const row of this.changed) {
      // Let go since; or let go and used again, and therefore in the list once more.
      if (this.isChanged[row] === 0) continue;
      this.isChanged[row] = 0;
      const minute = this.table.storedIn[row] ?? 0;
      const rows = byMinute.get(minute);
      if (rows === undefined) byMinute.set(minute, [row]);
      else rows.push(row);
    }
    this.changed = [];
    return byMinute;
  }

  private grow(row: number): void {
    const grown = new Uint8Array(Math.max(row + 1, this.isChanged.length * 2));
    grown.set(this.isChanged);
    this.isChanged = grown;
  }

  /** Attempts erased since the last call. */
  takeGone(): { readonly minute: number; readonly high: number; readonly low: number }[] {
    const { gone } = this;
    this.gone = [];
    return gone;
  }
}
