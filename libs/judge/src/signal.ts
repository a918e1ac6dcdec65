import {
  createMemory,
  letGo,
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

/** What happened to a segment since the look before. */
export interface HeardOf {
  /** ms since epoch */
  readonly now: number;
  readonly hourOfDay: number;
  /** Of `total` so many speak for a rise. */
  readonly failed: number;
  readonly total: number;
}

/** What of a segment's settings does not follow from its place. */
export type SettingsOf = (segment: JudgedSegment) => Omit<JudgeSettings, 'depth' | 'priorRate'>;

/** One signal of all judged segments: what the detector remembers of each, and what it said last. */
export class Signal {
  private readonly memories = new Map<number, SegmentMemory>();
  private readonly verdicts = new Map<number, Verdict>();
  /** How segments are judged, looked up now and then: it hardly ever changes. */
  private readonly known = new Map<number, JudgeSettings>();

  constructor(private readonly settingsOf: SettingsOf) {}

  /** Forgets everything. */
  clear(): void {
    this.memories.clear();
    this.verdicts.clear();
    this.known.clear();
  }

  /** What was said of a series last. */
  verdict(series: number): Verdict | undefined {
    return this.verdicts.get(series);
  }

  /** What is remembered of a series. */
  memory(series: number): SegmentMemory | undefined {
    return this.memories.get(series);
  }

  /** Whether a series is anything but plainly normal or quiet. */
  isRestless(series: number): boolean {
    const state = this.verdicts.get(series)?.state;
    return state === 'pending' || state === 'firing' || state === 'recovering';
  }

  /** When the newest outcome of a series arrived (ms since epoch); null where none has. */
  lastDataAt(series: number): number | null {
    return this.memories.get(series)?.lastDataAt ?? null;
  }

  /** Judges a segment on what was heard. */
  observe(segment: JudgedSegment, heard: HeardOf): void {
    let memory = this.memories.get(segment.series);
    if (memory === undefined) this.memories.set(segment.series, (memory = createMemory(heard.now)));
    this.verdicts.set(segment.series, observe(memory, heard, this.settings(segment)));
  }

  /** Forgets what speaks for a rise of a segment: it turned out to be another's. */
  letGo(segment: JudgedSegment, now: number): void {
    const memory = this.memories.get(segment.series);
    const verdict = this.verdicts.get(segment.series);
    if (memory === undefined || verdict === undefined) return;
    letGo(memory, now);
    const { state, reason, changedAt } = memory;
    const { observed, usual } = verdict;
    this.verdicts.set(segment.series, { observed, usual, state, reason, changedAt, since: null });
  }

  /** Begins to learn a segment anew: what it was used to holds no more. */
  relearn(segment: JudgedSegment, now: number): void {
    if (this.memories.has(segment.series)) this.memories.set(segment.series, createMemory(now));
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

  /** Looks up anew how segments are judged: a wider segment's usual rate or a rule may have changed. */
  refresh(): void {
    this.known.clear();
  }

  /** How a segment is judged. */
  settings(segment: JudgedSegment): JudgeSettings {
    let settings = this.known.get(segment.series);
    if (settings === undefined) this.known.set(segment.series, (settings = this.settingsNow(segment)));
    return settings;
  }

  private settingsNow(segment: JudgedSegment): JudgeSettings {
    const own = { ...this.settingsOf(segment), depth: segment.depth };
    const usual = segment.depth === 0 ? undefined : this.verdicts.get(segment.parent)?.usual;
    return usual === undefined || usual === null || usual.learning ? own : { ...own, priorRate: usual.rate };
  }
}
