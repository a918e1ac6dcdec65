/** Seconds between two looks at what is due. */
const STEP_SECONDS = 10;

/** Wakes rows on time, in steps of ten seconds of the log's clock: reading the log again wakes them just the same. */
export class Timers {
  private readonly buckets = new Map<number, number[]>();
  private swept = 0;

  /** Wakes a row at or soon after `second`. A row may be in several buckets; whoever wakes it checks what is due. */
  set(row: number, second: number): void {
    // What is due already waits for the next step: events that came together are seen together first.
    const bucket = Math.max(Math.ceil(second / STEP_SECONDS), this.swept + 1);
    const rows = this.buckets.get(bucket);
    if (rows === undefined) this.buckets.set(bucket, [row]);
    else rows.push(row);
  }

  /** Calls back with every row that is due by `second`, step by step in order. */
  sweep(second: number, wake: (row: number, now: number) => void): void {
    const step = Math.floor(second / STEP_SECONDS);
    if (step <= this.swept) return;
    this.swept = step;
    const due = [...this.buckets.keys()].filter((bucket) => bucket <= step).sort((a, b) => a - b);
    for (const bucket of due) {
      const rows = this.buckets.get(bucket) ?? [];
      this.buckets.delete(bucket);
      for (const row of rows) wake(row, step * STEP_SECONDS);
    }
  }

  /** Goes on from where a stored state was: everything up to here was swept. */
  startAt(second: number): void {
    this.swept = Math.floor(second / STEP_SECONDS);
  }
}
