import {
  createMemory,
  observe,
  replay,
  seedBaseline,
  type JudgeSettings,
  type PastHour,
  type PastMinute,
  type SegmentMemory,
} from '@tillwatch/detection';
import type { Verdict } from '@tillwatch/domain';
import type { JudgedSegment } from './judged-set.js';

/** Segments without news are judged every so many ticks; time passes for them all the same. */
const IDLE_TICKS = 10;

/** What happened to a segment since the look before. */
export interface Heard {
  /** ms since epoch */
  readonly now: number;
  readonly hourOfDay: number;
  /** Of `total` so many speak for a rise. */
  readonly failed: number;
  readonly total: number;
}

/** One signal of all judged segments: what the detector remembers of each, and what it said last. */
export class Signal {
  private readonly memories = new Map<number, SegmentMemory>();
  private readonly verdicts = new Map<number, Verdict>();

  /** Forgets everything. */
  clear(): void {
    this.memories.clear();
    this.verdicts.clear();
  }

  /** What was said of a series last. */
  verdict(series: number): Verdict | undefined {
    return this.verdicts.get(series);
  }

  /** When the newest outcome of a series arrived (ms since epoch); null where none has. */
  lastDataAt(series: number): number | null {
    return this.memories.get(series)?.lastDataAt ?? null;
  }

  /** Judges a segment on what was heard. */
  observe(segment: JudgedSegment, heard: Heard): void {
    let memory = this.memories.get(segment.series);
    if (memory === undefined) this.memories.set(segment.series, (memory = createMemory(heard.now)));
    this.verdicts.set(segment.series, observe(memory, heard, this.settings(segment)));
  }

  /** Whether a segment of which nothing was heard must be judged at this tick. */
  isDue(series: number, tick: number): boolean {
    const state = this.verdicts.get(series)?.state;
    return (state !== 'normal' && state !== 'no_data') || series % IDLE_TICKS === tick % IDLE_TICKS;
  }

  /** Builds a segment's memory from its past: hours give the usual rate, minutes (the running one last) what was going on. */
  rebuild(segment: JudgedSegment, past: { readonly hours: readonly PastHour[]; readonly minutes: PastMinute[] }, now: number): void {
    const settings = this.settings(segment);
    const memory = createMemory(past.minutes[0]?.start ?? now);
    seedBaseline(memory, past.hours, settings.priorRate);
    const running = past.minutes.pop();
    replay(memory, past.minutes, settings);
    this.memories.set(segment.series, memory);
    if (running === undefined) return;
    const spanMs = Math.max(1_000, now - running.start);
    this.verdicts.set(segment.series, observe(memory, { ...running, now, spanMs }, settings));
  }

  private settings(segment: JudgedSegment): JudgeSettings {
    const usual = segment.depth === 0 ? undefined : this.verdicts.get(segment.parent)?.usual;
    return usual === undefined || usual === null || usual.learning
      ? { depth: segment.depth }
      : { depth: segment.depth, priorRate: usual.rate };
  }
}
