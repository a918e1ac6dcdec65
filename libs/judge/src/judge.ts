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
import { failedOf, totalOf, type Verdict } from '@tillwatch/domain';
import { lastMinutes, type Fold, type TierClock } from '@tillwatch/windows';
import { JudgedSet, type JudgedSegment } from './judged-set.js';

/** Concluded outcomes of past hours, by series. `hourOfDay` and `dayAge` are the detector's. */
export type PastBySeries = ReadonlyMap<number, readonly PastHour[]>;

/** A judged segment with what was said of it last. */
export interface Judged {
  readonly segment: JudgedSegment;
  readonly verdict: Verdict;
  /** When its newest outcome arrived (ms since epoch); null where none has. */
  readonly lastDataAt: number | null;
}

/** Segments without news are judged every so many ticks; time passes for them all the same. */
const IDLE_TICKS = 10;
/** Longest time of rebuilding without letting other work have its turn, in milliseconds. */
const TURN_MS = 20;
/** Minutes lived through again when the memory is rebuilt. */
const REPLAYED_MINUTES = 60;

/**
 * Judges every stage, and every stage × single dimension, once a second on the outcomes that arrived since.
 * Its memory is rebuilt from the counts: hours give the usual rates, the last hour's minutes what was going on.
 */
export class Judge {
  private readonly set: JudgedSet;
  private readonly memories = new Map<number, SegmentMemory>();
  private readonly verdicts = new Map<number, Verdict>();
  private ticks = 0;

  constructor(
    private readonly fold: Fold,
    private readonly tierClock: TierClock,
  ) {
    this.set = new JudgedSet(fold);
  }

  /** Segments under judgement. */
  get size(): number {
    return this.set.size;
  }

  /** Starts from the past: seeds usual rates from hours, then lives through the last hour by the minute. */
  async rebuild(past: PastBySeries, now: number): Promise<void> {
    this.memories.clear();
    this.verdicts.clear();
    for (const series of past.keys()) this.set.admit(series);
    // Wider segments first: their usual rate is what narrower ones start from.
    const segments = [...this.set.all].sort((a, b) => a.depth - b.depth);
    // What has arrived by now is in the minutes; what arrives while this goes on is judged by the first tick.
    const recent = segments.map(({ series }) => this.recentMinutes(series, now));
    this.fold.arrivals.take(() => undefined);
    let turn = performance.now();
    for (const [i, segment] of segments.entries()) {
      this.rebuildOne(segment, { hours: past.get(segment.series) ?? [], minutes: recent[i] ?? [] }, now);
      if (performance.now() - turn < TURN_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      turn = performance.now();
    }
  }

  /** Judges what arrived by `now` (ms since epoch). */
  tick(now: number): void {
    this.ticks++;
    const hourOfDay = this.tierClock.hourOfDay(Math.floor(now / 1000));
    const judged = new Set<number>();
    this.fold.arrivals.take((series, { total, failed }) => {
      const segment = this.set.arrived(series, total);
      if (segment === undefined) return;
      judged.add(series);
      this.observe(segment, { now, hourOfDay, total, failed });
    });
    for (const segment of this.set.all) {
      if (judged.has(segment.series) || !this.isDue(segment)) continue;
      this.observe(segment, { now, hourOfDay, total: 0, failed: 0 });
    }
  }

  /** What was said of a series last; undefined where it is not judged. */
  verdictOf(series: number): Judged | undefined {
    const verdict = this.verdicts.get(series);
    const segment = verdict === undefined ? undefined : this.set.admit(series);
    if (verdict === undefined || segment === undefined) return undefined;
    return { segment, verdict, lastDataAt: this.memories.get(series)?.lastDataAt ?? null };
  }

  /** Everything that is not plainly normal or quiet. */
  noteworthy(): Judged[] {
    return [...this.set.all].flatMap(({ series }) => {
      const state = this.verdicts.get(series)?.state;
      const judged = state === 'firing' || state === 'recovering' || state === 'pending' ? this.verdictOf(series) : undefined;
      return judged === undefined ? [] : [judged];
    });
  }

  private recentMinutes(series: number, now: number): PastMinute[] {
    return lastMinutes(this.fold, series, REPLAYED_MINUTES, Math.floor(now / 1000)).map(({ minute, counts }) => ({
      start: minute * 60_000,
      hourOfDay: this.tierClock.hourOfDay(minute * 60),
      failed: failedOf(counts),
      total: totalOf(counts),
    }));
  }

  private rebuildOne(segment: JudgedSegment, past: { hours: readonly PastHour[]; minutes: PastMinute[] }, now: number): void {
    const settings = this.settings(segment);
    const memory = createMemory(now - REPLAYED_MINUTES * 60_000);
    seedBaseline(memory, past.hours, settings.priorRate);
    const running = past.minutes.pop();
    replay(memory, past.minutes, settings);
    this.memories.set(segment.series, memory);
    if (running !== undefined) {
      const spanMs = Math.max(1_000, now - running.start);
      this.verdicts.set(segment.series, observe(memory, { ...running, now, spanMs }, settings));
    }
  }

  private observe(segment: JudgedSegment, what: { now: number; hourOfDay: number; total: number; failed: number }): void {
    let memory = this.memories.get(segment.series);
    if (memory === undefined) this.memories.set(segment.series, (memory = createMemory(what.now)));
    this.verdicts.set(segment.series, observe(memory, what, this.settings(segment)));
  }

  private isDue({ series }: JudgedSegment): boolean {
    const state = this.verdicts.get(series)?.state;
    return (state !== 'normal' && state !== 'no_data') || series % IDLE_TICKS === this.ticks % IDLE_TICKS;
  }

  private settings(segment: JudgedSegment): JudgeSettings {
    const usual = segment.depth === 0 ? undefined : this.verdicts.get(segment.parent)?.usual;
    return usual === undefined || usual === null || usual.learning
      ? { depth: segment.depth }
      : { depth: segment.depth, priorRate: usual.rate };
  }
}
