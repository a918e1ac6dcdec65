import { WHOLE_ATTEMPT, type Verdict } from '@tillwatch/domain';
import { COLUMNS, lastMinutes, type Fold, type Heard, type TierClock } from '@tillwatch/windows';
import { AllSignals, BAD_NEWS } from './all-signals.js';
import { JudgedSet, type JudgedSegment } from './judged-set.js';
import { hoursOf, isWorthKeeping, PAST, type PastCounts, type PastOutcomes } from './past-signals.js';
import { regionOf, type Region } from './region.js';
import type { Signal, SettingsOf } from './signal.js';
import { CONCLUDED, SIGNAL_KINDS, SIGNALS, type SignalKind } from './signals.js';
import { WaitingRoom, type GiveWaiting } from './waiting.js';

/** Past hours by series. */
export type PastBySeries = ReadonlyMap<number, readonly PastOutcomes[]>;

/** A judged segment with what was said of it last. */
export interface Judged {
  readonly segment: JudgedSegment;
  readonly kind: SignalKind;
  readonly verdict: Verdict;
  /** When its newest outcome arrived (ms since epoch); null where none has. */
  readonly lastDataAt: number | null;
}

/** Longest time of rebuilding without letting other work have its turn, in milliseconds. */
const TURN_MS = 20;
/** Minutes lived through again when the memory is rebuilt. */
const REPLAYED_MINUTES = 60;
/** Segments without bad news are judged every so many ticks; those without any news, which can only fall silent or learn, now and then. */
const [QUIET_TICKS, IDLE_TICKS] = [10, 60];
/** How often it is looked up anew how segments are judged. */
const REFRESH_TICKS = 60;

/**
 * Judges every stage and whole attempts, and each of these × single dimension, once a second on what was heard since.
 * Its memory is rebuilt from the counts: hours give the usual rates, the last hour's minutes what was going on.
 */
export class Judge {
  private readonly set: JudgedSet;
  private readonly signals: AllSignals;
  private readonly waiting = new WaitingRoom(QUIET_TICKS);
  private readonly idle: number[][] = Array.from({ length: IDLE_TICKS }, () => []);
  private ticks = 0;
  /** Called with everything that is heard, at once. */
  onHeard: (segment: JudgedSegment, heard: Heard) => void = () => undefined;
  /** Called with every segment that is judged from now on. */
  onAdmitted: (segment: JudgedSegment) => void = () => undefined;

  /** @param settingsOf how a segment is judged beyond what follows from its place */
  constructor(
    private readonly fold: Fold,
    private readonly tierClock: TierClock,
    settingsOf: (segment: JudgedSegment, kind: SignalKind) => ReturnType<SettingsOf> = () => ({}),
  ) {
    this.set = new JudgedSet(fold, (segment) => {
      this.idle[segment.series % IDLE_TICKS]?.push(segment.series);
      this.onAdmitted(segment);
    });
    this.signals = new AllSignals(settingsOf);
  }

  /** Segments under judgement. */
  get size(): number {
    return this.set.size;
  }

  /** Starts from the past: seeds usual rates from hours, then lives through the last hour by the minute. */
  async rebuild(past: PastBySeries, now: number): Promise<void> {
    this.signals.clear();
    this.waiting.clear();
    for (const series of past.keys()) this.set.admit(series);
    this.admitRecent(Math.floor(now / 60_000));
    // Wider segments first: their usual rate is what narrower ones start from.
    const segments = [...this.set.all].sort((a, b) => a.depth - b.depth);
    // What has arrived by now is in the minutes; what arrives while this goes on is judged by the first tick.
    const recent = segments.map(({ series }) => lastMinutes(this.fold, series, REPLAYED_MINUTES, Math.floor(now / 1000)));
    const livedFrom = Math.min(this.fold.leaves.from ?? Infinity, now / 1000);
    let turn = performance.now();
    for (const [i, segment] of segments.entries()) {
      // Minutes of before anything was heard are history like the hours: it says when people came, in lumps, and nothing of who waits.
      const isLived = ({ minute }: PastCounts): boolean => (minute + 1) * 60 > livedFrom;
      const told = (recent[i] ?? []).filter((each) => !isLived(each));
      const hours = [...(past.get(segment.series) ?? []), ...hoursOf(told, this.tierClock, now)];
      this.rebuildOne(segment, { hours, minutes: (recent[i] ?? []).filter(isLived) }, now);
      if (performance.now() - turn < TURN_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      turn = performance.now();
    }
  }

  /** Judges what arrived by `now` (ms since epoch). */
  tick(now: number): void {
    this.ticks++;
    if (this.ticks % REFRESH_TICKS === 0) this.signals.refresh();
    this.signals.setTime(now, this.tierClock.hourOfDay(Math.floor(now / 1000)));
    const { restless } = this.signals;
    const give: GiveWaiting = (series, numbers) => {
      const segment = this.set.at(series);
      if (segment !== undefined) this.signals.look(segment, series, numbers);
    };
    this.fold.arrivals.take((series, heard) => {
      const segment = this.set.arrived(series, heard.waited);
      if (segment === undefined) return;
      this.onHeard(segment, heard);
      const isBad = this.waiting.add(series, heard) >= BAD_NEWS;
      if ((isBad && this.signals.isUrgent(series, this.waiting.read(series))) || (restless.size > 0 && restless.has(series)))
        this.waiting.takeOne(series, give);
    });
    this.waiting.takeTurn(this.ticks, give);
    for (const series of [...restless]) this.lookIdle(series);
    // Segments for which time alone may have changed something: those that are restless, and a share of all the others.
    for (const series of this.idle[this.ticks % IDLE_TICKS] ?? []) if (!restless.has(series)) this.lookIdle(series);
  }

  /** What was said last of how much of a series fails, or stalls; undefined where it is not judged. */
  verdictOf(series: number, kind: SignalKind = 'failure_rate'): Judged | undefined {
    const signal = this.signals.of(kind);
    const verdict = signal.verdict(series);
    const segment = verdict === undefined ? undefined : this.set.admit(series);
    if (verdict === undefined || segment === undefined) return undefined;
    return { segment, kind, verdict, lastDataAt: signal.lastDataAt(series) };
  }

  /** Everything that is not plainly normal or quiet. */
  noteworthy(): Judged[] {
    return [...this.signals.restless].flatMap((series) =>
      SIGNAL_KINDS.flatMap((kind) => {
        const judged = this.signals.of(kind).isRestless(series) ? this.verdictOf(series, kind) : undefined;
        return judged === undefined ? [] : [judged];
      }),
    );
  }

  /** Forgets what speaks for a rise in these segments: it turned out to be a trouble's own. */
  letGo(isTouched: (segment: Region) => boolean, now: number): void {
    for (const segment of this.set.all) {
      if (!isTouched(regionOf(segment))) continue;
      for (const kind of SIGNAL_KINDS) this.signals.of(kind).letGo(segment, now);
      this.signals.restless.delete(segment.series);
    }
  }

  /** Begins to learn these segments anew. */
  relearn(isTouched: (segment: Region) => boolean, now: number): void {
    const touched = [...this.set.all].filter((segment) => isTouched(regionOf(segment)));
    for (const segment of touched) for (const kind of SIGNAL_KINDS) this.signals.of(kind).relearn(segment, now);
  }

  /** What a signal remembers of everything. */
  signal(kind: SignalKind): Signal {
    return this.signals.of(kind);
  }

  /** Every judged segment. */
  get segments(): Iterable<JudgedSegment> {
    return this.set.all;
  }

  /** Takes in what is younger than the past: a shop of this morning is judged after a restart as before. `minute`: since the epoch. */
  private admitRecent(minute: number): void {
    const { arrivals, slices } = this.fold;
    arrivals.takeLast((series, { waited }) => this.set.arrived(series, waited));
    const concluded = (key: number, n: number): void => {
      if (CONCLUDED.includes(key % COLUMNS)) this.set.arrived(Math.floor(key / COLUMNS), n);
    };
    for (let at = minute - REPLAYED_MINUTES; at <= minute; at++) arrivals.minute(at)?.each(concluded);
    for (const table of slices.tables['10s'].values()) table.each(concluded);
  }

  private lookIdle(series: number): void {
    const segment = this.set.at(series);
    if (segment !== undefined) this.signals.lookIdle(segment, series);
  }

  private rebuildOne(segment: JudgedSegment, past: { hours: readonly PastOutcomes[]; minutes: readonly PastCounts[] }, now: number): void {
    for (const kind of SIGNAL_KINDS) {
      const read = PAST[kind];
      if (read === undefined || (!SIGNALS[kind].ofAttempts && segment.stage === WHOLE_ATTEMPT)) continue;
      const hours = past.hours.map((hour) => ({ ...hour, ...read.hour(hour) }));
      const minutes = past.minutes.map(({ minute, counts }) => ({
        start: minute * 60_000,
        hourOfDay: this.tierClock.hourOfDay(minute * 60),
        ...read.minute(counts),
      }));
      const isSeen = kind === 'failure_rate' || kind === 'stalled' || past.hours.some((hour) => isWorthKeeping(kind, hour));
      if (isSeen) this.signals.of(kind).rebuild(segment, { hours, minutes }, now);
      if (this.signals.of(kind).isRestless(segment.series)) this.signals.restless.add(segment.series);
    }
  }
}
