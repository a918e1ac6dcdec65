import type { PastHour } from '@tillwatch/detection';
import { failedOf, totalOf, WHOLE_ATTEMPT, type Counts, type IncidentKind, type Verdict } from '@tillwatch/domain';
import { lastMinutes, type Heard, type Fold, type TierClock } from '@tillwatch/windows';
import { JudgedSet, type JudgedSegment } from './judged-set.js';
import { Signal } from './signal.js';

/** Outcomes of a past hour; `hourOfDay` and `dayAge` are the detector's. */
export interface PastOutcomes extends PastHour {
  /** Attempts that left, beside those that concluded. */
  readonly abandoned: number;
}

/** Past hours by series. */
export type PastBySeries = ReadonlyMap<number, readonly PastOutcomes[]>;

/** What is judged of a segment. */
export type JudgedKind = Extract<IncidentKind, 'failure_rate' | 'stalled'>;

/** A judged segment with what was said of it last. */
export interface Judged {
  readonly segment: JudgedSegment;
  readonly kind: JudgedKind;
  readonly verdict: Verdict;
  /** When its newest outcome arrived (ms since epoch); null where none has. */
  readonly lastDataAt: number | null;
}

/** Longest time of rebuilding without letting other work have its turn, in milliseconds. */
const TURN_MS = 20;
/** Minutes lived through again when the memory is rebuilt. */
const REPLAYED_MINUTES = 60;
/** Of the attempts that come to something so many take longer than 95 of 100 do. Those that left took longer for good. */
const USUALLY_STALLED = 0.05;
/**
 * Judges every stage and whole attempts, and each of these × single dimension, once a second on what was heard since: how
 * many fail, and of stages how many stall. Its memory is rebuilt from the counts: hours give the usual rates, the last
 * hour's minutes what was going on.
 */
export class Judge {
  private readonly set: JudgedSet;
  private readonly signals: Readonly<Record<JudgedKind, Signal>> = { failure_rate: new Signal(), stalled: new Signal() };
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
    for (const signal of Object.values(this.signals)) signal.clear();
    for (const series of past.keys()) this.set.admit(series);
    // Wider segments first: their usual rate is what narrower ones start from.
    const segments = [...this.set.all].sort((a, b) => a.depth - b.depth);
    // What has arrived by now is in the minutes; what arrives while this goes on is judged by the first tick.
    const recent = segments.map(({ series }) => lastMinutes(this.fold, series, REPLAYED_MINUTES, Math.floor(now / 1000)));
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
    const heard = new Map<number, Heard>();
    this.fold.arrivals.take((series, evidence) => {
      if (this.set.arrived(series, evidence.waited) !== undefined) heard.set(series, evidence);
    });
    for (const segment of this.set.all) {
      const { total, failed, waited, stalled } = heard.get(segment.series) ?? NOTHING;
      this.observe('failure_rate', segment, { now, hourOfDay, total, failed });
      if (canStall(segment)) this.observe('stalled', segment, { now, hourOfDay, total: waited, failed: stalled });
    }
  }

  /** What was said last of how much of a series fails, or stalls; undefined where it is not judged. */
  verdictOf(series: number, kind: JudgedKind = 'failure_rate'): Judged | undefined {
    const signal = this.signals[kind];
    const verdict = signal.verdict(series);
    const segment = verdict === undefined ? undefined : this.set.admit(series);
    if (verdict === undefined || segment === undefined) return undefined;
    return { segment, kind, verdict, lastDataAt: signal.lastDataAt(series) };
  }

  /** Everything that is not plainly normal or quiet. */
  noteworthy(): Judged[] {
    return [...this.set.all].flatMap(({ series }) =>
      (['failure_rate', 'stalled'] as const).flatMap((kind) => {
        const state = this.signals[kind].verdict(series)?.state;
        const judged = state === 'firing' || state === 'recovering' || state === 'pending' ? this.verdictOf(series, kind) : undefined;
        return judged === undefined ? [] : [judged];
      }),
    );
  }

  private observe(
    kind: JudgedKind,
    segment: JudgedSegment,
    heard: { now: number; hourOfDay: number; total: number; failed: number },
  ): void {
    const signal = this.signals[kind];
    if (heard.total > 0 || signal.isDue(segment.series, this.ticks)) signal.observe(segment, heard);
  }

  private rebuildOne(segment: JudgedSegment, past: { hours: readonly PastOutcomes[]; minutes: readonly PastCounts[] }, now: number): void {
    const minutesOf = (read: (counts: Counts) => { failed: number; total: number }) =>
      past.minutes.map(({ minute, counts }) => ({
        start: minute * 60_000,
        hourOfDay: this.tierClock.hourOfDay(minute * 60),
        ...read(counts),
      }));
    const failures = minutesOf((counts) => ({ failed: failedOf(counts), total: totalOf(counts) }));
    this.signals.failure_rate.rebuild(segment, { hours: past.hours, minutes: failures }, now);
    if (!canStall(segment)) return;
    const stalls = minutesOf((counts) => ({ failed: counts.stalled, total: totalOf(counts) + counts.abandoned + counts.stalled }));
    const hours = past.hours.map(({ total, abandoned, ...hour }) => ({
      ...hour,
      ...{ total: total + abandoned, failed: total * USUALLY_STALLED + abandoned },
    }));
    this.signals.stalled.rebuild(segment, { hours, minutes: stalls }, now);
  }
}

type PastCounts = { readonly minute: number; readonly counts: Counts };

const NOTHING: Heard = { total: 0, failed: 0, waited: 0, stalled: 0, declined: 0, left: 0, timed: 0, slow: 0, ended: 0 };

/** Attempts stall at a stage; of the whole of them nothing more would be said. */
function canStall(segment: JudgedSegment): boolean {
  return segment.stage !== WHOLE_ATTEMPT;
}
