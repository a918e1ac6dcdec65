import type { Heard } from '@tillwatch/windows';
import type { JudgedSegment } from './judged-set.js';

const FIELDS = ['total', 'failed', 'waited', 'stalled', 'declined', 'left', 'timed', 'slow', 'ended'] as const;

/** What was heard of a segment and not judged yet. */
export interface Waiting {
  readonly segment: JudgedSegment;
  readonly heard: { -readonly [K in keyof Heard]: number };
}

/** Holds what was heard until its segment is judged: the statistics add up, so a quiet segment loses nothing by waiting. */
export class WaitingRoom {
  private readonly bySeries = new Map<number, Waiting>();

  /** Adds what was heard of a segment. */
  add(segment: JudgedSegment, heard: Heard): void {
    const waiting = this.bySeries.get(segment.series);
    if (waiting === undefined) {
      this.bySeries.set(segment.series, { segment, heard: { ...heard } });
      return;
    }
    for (const field of FIELDS) waiting.heard[field] += heard[field];
  }

  /** Hands over those that are due. */
  take(isDue: (waiting: Waiting) => boolean, give: (waiting: Waiting) => void): void {
    for (const [series, waiting] of this.bySeries) {
      if (!isDue(waiting)) continue;
      this.bySeries.delete(series);
      give(waiting);
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.bySeries.clear();
  }
}
