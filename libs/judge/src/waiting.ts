import type { Evidence, Heard } from '@tillwatch/windows';
import type { JudgedSegment } from './judged-set.js';

/** Numbers that are summed of a segment; who came at all is nobody's evidence. */
const WIDTH = 8;
/** Where the bad ones lie among them. */
const BAD = [1, 3, 5, 7];

/** What was heard of a segment and not judged yet. Good until the next call of the room that gave it. */
export interface Waiting {
  segment: JudgedSegment;
  readonly heard: { -readonly [K in keyof Evidence]: number };
}

const NOBODY: JudgedSegment = { tenant: '', journey: '', stage: '', segment: {}, series: -1, depth: 0, parent: -1 };

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
  private readonly given: Waiting = {
    segment: NOBODY,
    heard: { total: 0, failed: 0, waited: 0, stalled: 0, declined: 0, left: 0, timed: 0, slow: 0 },
  };

  /** @param turns how many turns there are; a segment's is given by its series */
  constructor(turns: number) {
    this.turns = Array.from({ length: turns }, () => []);
  }

  /** Adds what was heard of a segment. @returns the most that waits of anything bad */
  add(segment: JudgedSegment, heard: Heard): number {
    const { series } = segment;
    if (series >= this.states.length) this.grow(series);
    if (this.states[series] === ABSENT) this.turns[series % this.turns.length]?.push(segment);
    this.states[series] = WAITING;
    const at = series * WIDTH;
    this.sum(at, heard.total);
    this.sum(at + 1, heard.failed);
    this.sum(at + 2, heard.waited);
    this.sum(at + 3, heard.stalled);
    this.sum(at + 4, heard.declined);
    this.sum(at + 5, heard.left);
    this.sum(at + 6, heard.timed);
    this.sum(at + 7, heard.slow);
    let most = 0;
    for (const bad of BAD) most = Math.max(most, this.sums[at + bad] ?? 0);
    return most;
  }

  /** Everything that waits of a segment. */
  read(segment: JudgedSegment): Waiting {
    const { given, sums } = this;
    const at = segment.series * WIDTH;
    const { heard } = given;
    given.segment = segment;
    heard.total = sums[at] ?? 0;
    heard.failed = sums[at + 1] ?? 0;
    heard.waited = sums[at + 2] ?? 0;
    heard.stalled = sums[at + 3] ?? 0;
    heard.declined = sums[at + 4] ?? 0;
    heard.left = sums[at + 5] ?? 0;
    heard.timed = sums[at + 6] ?? 0;
    heard.slow = sums[at + 7] ?? 0;
    return given;
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

  private sum(at: number, n: number): void {
    this.sums[at] = (this.sums[at] ?? 0) + n;
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
