import type { Heard } from '@tillwatch/windows';
import type { JudgedSegment } from './judged-set.js';

const FIELDS = ['total', 'failed', 'waited', 'stalled', 'declined', 'left', 'timed', 'slow', 'ended'] as const;

/** What was heard of a segment and not judged yet. */
export interface Waiting {
  readonly segment: JudgedSegment;
  readonly heard: { -readonly [K in keyof Heard]: number };
}

/**
 * Holds what was heard until its segment is judged: the statistics add up, so a segment without bad news loses nothing by
 * waiting its turn.
 */
export class WaitingRoom {
  private readonly turns: Map<number, Waiting>[];

  /** @param turns how many turns there are; a segment's is given by its series */
  constructor(turns: number) {
    this.turns = Array.from({ length: turns }, () => new Map<number, Waiting>());
  }

  /** Adds what was heard of a segment. @returns everything that waits of it */
  add(segment: JudgedSegment, heard: Heard): Waiting {
    const room = this.roomOf(segment.series);
    let waiting = room.get(segment.series);
    if (waiting === undefined) room.set(segment.series, (waiting = { segment, heard: { ...heard } }));
    else for (const field of FIELDS) waiting.heard[field] += heard[field];
    return waiting;
  }

  /** Hands over what waits of one segment now, out of turn. */
  takeOne({ series }: JudgedSegment, give: (waiting: Waiting) => void): void {
    const room = this.roomOf(series);
    const waiting = room.get(series);
    if (waiting === undefined) return;
    room.delete(series);
    give(waiting);
  }

  /** Hands over those whose turn it is. */
  takeTurn(turn: number, give: (waiting: Waiting) => void): void {
    const room = this.roomOf(turn);
    for (const waiting of room.values()) give(waiting);
    room.clear();
  }

  /** Forgets everything. */
  clear(): void {
    for (const room of this.turns) room.clear();
  }

  private roomOf(series: number): Map<number, Waiting> {
    const room = this.turns[series % this.turns.length];
    if (room === undefined) throw new RangeError(`series ${series}: expected a whole number`);
    return room;
  }
}
