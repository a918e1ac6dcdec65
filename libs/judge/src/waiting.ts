import type { Heard } from '@tillwatch/windows';
import type { JudgedSegment } from './judged-set.js';

const FIELDS = ['total', 'failed', 'waited', 'stalled', 'declined', 'left', 'timed', 'slow', 'arrived'] as const;
const WIDTH = FIELDS.length;

/** What was heard of a segment and not judged yet. Good until the next call of the room that gave it. */
export interface Waiting {
  segment: JudgedSegment;
  readonly heard: { -readonly [K in keyof Heard]: number };
}

/** Of a segment: nothing waits; nothing waits any more, but it has its turn; something waits. */
const [ABSENT, EMPTY, WAITING] = [0, 1, 2];

/**
 * Holds what was heard until its segment is judged: the statistics add up, so a segment without bad news loses nothing by
 * waiting its turn. Sums lie in one array by series: objects that live for ten seconds would keep the garbage collector busy.
 */
export class WaitingRoom {
  private readonly turns: JudgedSegment[][];
  private sums = new Float64Array(WIDTH * 1024);
  private states = new Uint8Array(1024);
  private readonly given: { segment?: JudgedSegment; readonly heard: Waiting['heard'] } = {
    heard: { total: 0, failed: 0, waited: 0, stalled: 0, declined: 0, left: 0, timed: 0, slow: 0, arrived: 0 },
  };

  /** @param turns how many turns there are; a segment's is given by its series */
  constructor(turns: number) {
    this.turns = Array.from({ length: turns }, () => []);
  }

  /** Adds what was heard of a segment. @returns everything that waits of it */
  add(segment: JudgedSegment, heard: Heard): Waiting {
    const { series } = segment;
    if (series >= this.states.length) this.grow(series);
    if (this.states[series] === ABSENT) this.turns[series % this.turns.length]?.push(segment);
    this.states[series] = WAITING;
    const at = series * WIDTH;
    for (let i = 0; i < WIDTH; i++) this.sums[at + i] = (this.sums[at + i] ?? 0) + heard[FIELDS[i] ?? 'total'];
    return this.read(segment);
  }

  /** Hands over what waits of one segment now, out of turn. */
  takeOne(segment: JudgedSegment, give: (waiting: Waiting) => void): void {
    const waiting = this.read(segment);
    this.empty(segment.series);
    give(waiting);
  }

  /** Hands over those whose turn it is. */
  takeTurn(turn: number, give: (waiting: Waiting) => void): void {
    const at = turn % this.turns.length;
    const segments = this.turns[at] ?? [];
    this.turns[at] = [];
    for (const segment of segments) {
      const isWaiting = this.states[segment.series] === WAITING;
      if (isWaiting) this.takeOne(segment, give);
      this.states[segment.series] = ABSENT;
    }
  }

  /** Forgets everything. */
  clear(): void {
    for (const turn of this.turns) turn.length = 0;
    this.sums.fill(0);
    this.states.fill(ABSENT);
  }

  private empty(series: number): void {
    this.states[series] = EMPTY;
    this.sums.fill(0, series * WIDTH, (series + 1) * WIDTH);
  }

  private read(segment: JudgedSegment): Waiting {
    const { given, sums } = this;
    const at = segment.series * WIDTH;
    for (let i = 0; i < WIDTH; i++) given.heard[FIELDS[i] ?? 'total'] = sums[at + i] ?? 0;
    return Object.assign(given, { segment });
  }

  private grow(series: number): void {
    const capacity = Math.max(series + 1, this.states.length * 2);
    const { sums, states } = this;
    this.sums = new Float64Array(capacity * WIDTH);
    this.sums.set(sums);
    this.states = new Uint8Array(capacity);
    this.states.set(states);
  }
}
