import { createMemory, MemoryStore, type JudgeSettings } from '@tillwatch/detection';
import type { Verdict } from '@tillwatch/domain';

/**
 * What the detector remembers of all signals of all judged segments. Those of one segment lie side by side: its signals are
 * looked at one after the other, and what lies near is fetched with it.
 */
export class Memories {
  store = new MemoryStore();
  /** By place: how it is judged. */
  settings: JudgeSettings[] = [];
  /** By place: what was said, once somebody has asked, until it is judged again. */
  readonly said = new Map<number, Verdict>();
  /** The place of each kind of each series, counted from 1; 0 where nothing is remembered. */
  private rows: Int32Array<ArrayBuffer>;
  /** By place: in which round its settings were looked up. */
  private rounds = new Int32Array(1024);
  private round = 1;

  /** @param kinds how many kinds of signals there are */
  constructor(private readonly kinds: number) {
    this.rows = new Int32Array(1024 * kinds);
  }

  /** Forgets everything. */
  clear(): void {
    this.store = new MemoryStore();
    this.settings = [];
    this.said.clear();
    this.rows.fill(0);
    this.rounds.fill(0);
  }

  /** The place of a kind of a series, counted from 0; -1 where there is none. */
  place(series: number, kind: number): number {
    const at = series * this.kinds + kind;
    return at < this.rows.length ? (this.rows[at] ?? 0) - 1 : -1;
  }

  /** Begins to remember a kind of a series at `now` (ms since the epoch). @returns its place */
  begin(series: number, kind: number, now: number): number {
    const place = this.store.add(createMemory(now));
    const at = series * this.kinds + kind;
    this.rows = withRoomFor(this.rows, at);
    this.rows[at] = place + 1;
    this.rounds = withRoomFor(this.rounds, place);
    return place;
  }

  /** Lets all settings be looked up anew: they hardly ever change. */
  refresh(): void {
    this.round++;
  }

  /** Whether the settings of a place were looked up in this round. */
  isFresh(place: number): boolean {
    return this.rounds[place] === this.round;
  }

  /** Keeps the settings of a place for this round. */
  setSettings(place: number, settings: JudgeSettings): void {
    this.settings[place] = settings;
    this.rounds[place] = this.round;
  }
}

/** An array that has an element `at`, grown where it had none. */
function withRoomFor(numbers: Int32Array<ArrayBuffer>, at: number): Int32Array<ArrayBuffer> {
  if (at < numbers.length) return numbers;
  const grown = new Int32Array(Math.max(at + 1, numbers.length * 2));
  grown.set(numbers);
  return grown;
}
