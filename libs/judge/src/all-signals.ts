import { WHOLE_ATTEMPT } from '@tillwatch/domain';
import type { JudgedSegment } from './judged-set.js';
import { Memories } from './memories.js';
import { Signal, type SettingsOf } from './signal.js';
import { columnsOf, SIGNAL_KINDS, SIGNALS, type SignalKind } from './signals.js';

/** These are followed from the first outcome on; the others from the first bad one: nothing is kept of what never happens. */
const FROM_THE_FIRST: readonly SignalKind[] = ['failure_rate', 'stalled'];
/** What breaks is looked at apart only where something is declined. */
const [BROKEN, DECLINED] = [SIGNAL_KINDS.indexOf('broken'), SIGNAL_KINDS.indexOf('declined')];
/** A silent signal is looked at this long (ms) after it was looked at last. */
const IDLE_MS = 30_000;
/** So much bad news, more than is usual, may change something: with less nothing fires that was not building up before. */
export const BAD_NEWS = 3;

/** What of a signal is asked at every look. */
interface Part {
  readonly signal: Signal;
  readonly columns: ReturnType<typeof columnsOf>;
  readonly fromTheFirst: boolean;
  readonly ofAttempts: boolean;
}

const NOTHING = new Float64Array(columnsOf('broken').and + 1);
const { max, min } = Math;

/** All signals of all judged segments. Numbers of an evidence come in its order, with a 0 behind them. */
export class AllSignals {
  /** Series of which a signal is anything but plainly normal or quiet. */
  readonly restless = new Set<number>();
  private readonly memories = new Memories(SIGNAL_KINDS.length);
  private readonly parts: readonly Part[];
  private readonly heard = { now: 0, hourOfDay: 0, failed: 0, total: 0 };

  constructor(settingsOf: (segment: JudgedSegment, kind: SignalKind) => ReturnType<SettingsOf>) {
    this.parts = SIGNAL_KINDS.map((kind, at) => ({
      signal: new Signal((segment) => settingsOf(segment, kind), this.memories, at),
      columns: columnsOf(kind),
      fromTheFirst: FROM_THE_FIRST.includes(kind),
      ofAttempts: SIGNALS[kind].ofAttempts,
    }));
  }

  /** The signal of a kind. */
  of(kind: SignalKind): Signal {
    const part = this.parts[SIGNAL_KINDS.indexOf(kind)];
    if (part === undefined) throw new RangeError(`${kind}: no such signal`);
    return part.signal;
  }

  /** Forgets everything. */
  clear(): void {
    this.memories.clear();
  }

  /** Has it looked up anew how segments are judged. */
  refresh(): void {
    this.memories.refresh();
  }

  /** The time from which on is looked (ms since the epoch), and its hour of day. */
  setTime(now: number, hourOfDay: number): void {
    this.heard.now = now;
    this.heard.hourOfDay = hourOfDay;
  }

  /** Judges a segment on what was heard of it. */
  look(segment: JudgedSegment, series: number, numbers: Float64Array): void {
    for (let kind = 0; kind < this.parts.length; kind++) this.observe(kind, segment, series, numbers);
  }

  /** Judges what nobody has looked at just now, on nothing: of what somebody has there is nothing new to say. */
  lookIdle(segment: JudgedSegment, series: number): void {
    const { now } = this.heard;
    for (const [kind, { signal }] of this.parts.entries()) {
      const at = signal.judgedAt(series);
      if (at === undefined || (now - at < IDLE_MS && (at >= now || !this.restless.has(series)))) continue;
      this.observe(kind, segment, series, NOTHING);
    }
  }

  /** Whether bad news of a segment should be judged at once. */
  isUrgent(series: number, numbers: Float64Array): boolean {
    for (let kind = 0; kind < this.parts.length; kind++) {
      const part = this.parts[kind];
      if (part === undefined) continue;
      const { failed, total } = this.read(part, numbers);
      if (failed >= BAD_NEWS && part.signal.isUnusual(series, failed, total)) return true;
    }
    return false;
  }

  private read({ columns }: Part, numbers: Float64Array): { failed: number; total: number } {
    const total = (numbers[columns.of] ?? 0) + (numbers[columns.and] ?? 0);
    const failed = (numbers[columns.bad] ?? 0) - (numbers[columns.without] ?? 0);
    return { failed: min(max(0, failed), total), total };
  }

  // The series beside its segment: whatever is not touched need not be fetched.
  private observe(kind: number, segment: JudgedSegment, series: number, numbers: Float64Array): void {
    const part = this.parts[kind];
    if (part === undefined) return;
    const { heard, restless } = this;
    const { failed, total } = this.read(part, numbers);
    if (kind === BROKEN && this.memories.place(series, DECLINED) < 0) return;
    if (this.memories.place(series, kind) < 0) {
      if (failed === 0 && !part.fromTheFirst) return;
      if (!part.ofAttempts && segment.stage === WHOLE_ATTEMPT) return;
    }
    heard.failed = failed;
    heard.total = total;
    if (part.signal.observe(segment, series, heard)) restless.add(series);
    else if (restless.size > 0 && restless.has(series) && !this.parts.some(({ signal }) => signal.isRestless(series)))
      restless.delete(series);
  }
}
