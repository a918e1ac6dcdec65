import { EVIDENCE_WIDTH, type Heard } from '@tillwatch/windows';

/** Numbers that are summed of a segment: those of an evidence, in its order. Who came at all is nobody's evidence. */
const WIDTH = EVIDENCE_WIDTH;

/** Takes what was heard of a series: the numbers of an evidence in its order, and a 0 behind them. Good until the next is handed over. */
export type GiveWaiting = (series: number, heard: Float64Array) => void;

/** Of a segment: nothing waits; nothing waits any more, but it has its turn; something waits. */
const [ABSENT, EMPTY, WAITING] = [0, 1, 2];
const { max } = Math;

/**
 * Holds what was heard until its segment is judged: the statistics add up, so a segment without bad news loses nothing by
 * waiting its turn. Sums lie in one array by series: objects that live for ten seconds would keep the garbage collector busy.
 */
export class WaitingRoom {
  private readonly turns: number[][];
  private sums = new Float64Array(WIDTH * 1024);
  private states = new Uint8Array(1024);
  private readonly given = new Float64Array(WIDTH + 1);

  /** @param turns how many turns there are; a segment's is given by its series */
  constructor(turns: number) {
    this.turns = Array.from({ length: turns }, () => []);
  }

  /** Adds what was heard of a series. @returns the most that waits of anything bad */
  add(series: number, heard: Heard): number {
    if (series >= this.states.length) this.grow(series);
    const { sums, states } = this;
    if (states[series] === ABSENT) this.turns[series % this.turns.length]?.push(series);
    states[series] = WAITING;
    const at = series * WIDTH;
    sums[at] = (sums[at] ?? 0) + heard.total;
    const failed = (sums[at + 1] = (sums[at + 1] ?? 0) + heard.failed);
    sums[at + 2] = (sums[at + 2] ?? 0) + heard.waited;
    const stalled = (sums[at + 3] = (sums[at + 3] ?? 0) + heard.stalled);
    sums[at + 4] = (sums[at + 4] ?? 0) + heard.declined;
    const left = (sums[at + 5] = (sums[at + 5] ?? 0) + heard.left);
    sums[at + 6] = (sums[at + 6] ?? 0) + heard.timed;
    const slow = (sums[at + 7] = (sums[at + 7] ?? 0) + heard.slow);
    return max(failed, stalled, left, slow);
  }

  /** Everything that waits of a series. */
  read(series: number): Float64Array {
    const { given, sums } = this;
    const at = series * WIDTH;
    for (let i = 0; i < WIDTH; i++) given[i] = sums[at + i] ?? 0;
    return given;
  }

  /** Hands over what waits of one series now, out of turn. */
  takeOne(series: number, give: GiveWaiting): void {
    const heard = this.read(series);
    const at = series * WIDTH;
    for (let i = 0; i < WIDTH; i++) this.sums[at + i] = 0;
    this.states[series] = EMPTY;
    give(series, heard);
  }

  /** Hands over those whose turn it is. */
  takeTurn(turn: number, give: GiveWaiting): void {
    const at = turn % this.turns.length;
    const all = this.turns[at] ?? [];
    this.turns[at] = [];
    for (const series of all) {
      if (this.states[series] === WAITING) this.takeOne(series, give);
      this.states[series] = ABSENT;
    }
  }

  /** Forgets everything. */
  clear(): void {
    for (const turn of this.turns) turn.length = 0;
    this.sums.fill(0);
    this.states.fill(ABSENT);
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
