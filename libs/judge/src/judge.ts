import { WHOLE_ATTEMPT, type Verdict } from '@tillwatch/domain';
import { COLUMNS, lastMinutes, type Fold, type Heard, type TierClock } from '@tillwatch/windows';
import { JudgedSet, type JudgedSegment } from './judged-set.js';
import { isWorthKeeping, PAST, type PastCounts, type PastOutcomes } from './past-signals.js';
import { regionOf, type Region } from './region.js';
import { Signal, type SettingsOf } from './signal.js';
import { CONCLUDED, readSignal, SIGNAL_KINDS, SIGNALS, type SignalKind } from './signals.js';
import { WaitingRoom, type Waiting } from './waiting.js';

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
/** A segment with so much bad news, more than is usual, is judged at once: with less nothing fires that was not building up before. */
const BAD_NEWS = 3;
/** Others are judged every so many ticks; those without any news, which can only fall silent or learn, now and then. */
const [QUIET_TICKS, IDLE_TICKS] = [10, 60];
const IDLE_MS = 30_000;
/** How often it is looked up anew how segments are judged. */
const REFRESH_TICKS = 60;

/**
 * Judges every stage and whole attempts, and each of these × single dimension, once a second on what was heard since.
 * Its memory is rebuilt from the counts: hours give the usual rates, the last hour's minutes what was going on.
 */
export class Judge {
  private readonly set: JudgedSet;
  private readonly signals: Readonly<Record<SignalKind, Signal>>;
  private readonly waiting = new WaitingRoom(QUIET_TICKS);
  private readonly restless = new Set<JudgedSegment>();
  private readonly idle: JudgedSegment[][] = Array.from({ length: IDLE_TICKS }, () => []);
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
      this.idle[segment.series % IDLE_TICKS]?.push(segment);
      this.onAdmitted(segment);
    });
    const signal = (kind: SignalKind): Signal => new Signal((segment) => settingsOf(segment, kind));
    this.signals = {
      failure_rate: signal('failure_rate'),
      broken: signal('broken'),
      declined: signal('declined'),
      stalled: signal('stalled'),
      drop_off: signal('drop_off'),
      latency: signal('latency'),
    };
  }

  /** Segments under judgement. */
  get size(): number {
    return this.set.size;
  }

  /** Starts from the past: seeds usual rates from hours, then lives through the last hour by the minute. */
  async rebuild(past: PastBySeries, now: number): Promise<void> {
    for (const signal of Object.values(this.signals)) signal.clear();
    this.waiting.clear();
    for (const series of past.keys()) this.set.admit(series);
    this.admitRecent(Math.floor(now / 60_000));
    // Wider segments first: their usual rate is what narrower ones start from.
    const segments = [...this.set.all].sort((a, b) => a.depth - b.depth);
    // What has arrived by now is in the minutes; what arrives while this goes on is judged by the first tick.
    const recent = segments.map(({ series }) => lastMinutes(this.fold, series, REPLAYED_MINUTES, Math.floor(now / 1000)));
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
    if (this.ticks % REFRESH_TICKS === 0) for (const kind of SIGNAL_KINDS) this.signals[kind].refresh();
    const hourOfDay = this.tierClock.hourOfDay(Math.floor(now / 1000));
    const give = ({ segment, heard }: Waiting): void => {
      for (const kind of SIGNAL_KINDS) {
        const { failed, total } = readSignal(kind, heard);
        this.observe(kind, segment, { now, hourOfDay, failed, total });
      }
    };
    this.fold.arrivals.take((series, heard) => {
      const segment = this.set.arrived(series, heard.waited);
      if (segment === undefined) return;
      this.onHeard(segment, heard);
      const isBad = this.waiting.add(segment, heard) >= BAD_NEWS;
      if ((isBad && this.isUrgent(segment)) || this.restless.has(segment)) this.waiting.takeOne(segment, give);
    });
    this.waiting.takeTurn(this.ticks, give);
    for (const segment of this.idleNow()) {
      for (const kind of SIGNAL_KINDS) {
        if (this.isUnseen(kind, segment, now)) this.observe(kind, segment, { now, hourOfDay, total: 0, failed: 0 });
      }
    }
  }

  /** What was said last of how much of a series fails, or stalls; undefined where it is not judged. */
  verdictOf(series: number, kind: SignalKind = 'failure_rate'): Judged | undefined {
    const signal = this.signals[kind];
    const verdict = signal.verdict(series);
    const segment = verdict === undefined ? undefined : this.set.admit(series);
    if (verdict === undefined || segment === undefined) return undefined;
    return { segment, kind, verdict, lastDataAt: signal.lastDataAt(series) };
  }

  /** Everything that is not plainly normal or quiet. */
  noteworthy(): Judged[] {
    return [...this.restless].flatMap(({ series }) =>
      SIGNAL_KINDS.flatMap((kind) => {
        const judged = this.signals[kind].isRestless(series) ? this.verdictOf(series, kind) : undefined;
        return judged === undefined ? [] : [judged];
      }),
    );
  }

  /** Forgets what speaks for a rise in these segments: it turned out to be a trouble's own. */
  letGo(isTouched: (segment: Region) => boolean, now: number): void {
    for (const segment of this.set.all) {
      if (!isTouched(regionOf(segment))) continue;
      for (const kind of SIGNAL_KINDS) this.signals[kind].letGo(segment, now);
      this.restless.delete(segment);
    }
  }

  /** Begins to learn these segments anew. */
  relearn(isTouched: (segment: Region) => boolean, now: number): void {
    const touched = [...this.set.all].filter((segment) => isTouched(regionOf(segment)));
    for (const segment of touched) for (const kind of SIGNAL_KINDS) this.signals[kind].relearn(segment, now);
  }

  /** What a signal remembers of everything. */
  signal(kind: SignalKind): Signal {
    return this.signals[kind];
  }

  /** Every judged segment. */
  get segments(): Iterable<JudgedSegment> {
    return this.set.all;
  }

  /** Takes in what is younger than the past: a shop of this morning is judged after a restart as before. `minute`: since the epoch. */
  private admitRecent(minute: number): void {
    const { arrivals, slices } = this.fold;
    arrivals.take((series, { waited }) => this.set.arrived(series, waited));
    const concluded = (key: number, n: number): void => {
      if (CONCLUDED.includes(key % COLUMNS)) this.set.arrived(Math.floor(key / COLUMNS), n);
    };
    for (let at = minute - REPLAYED_MINUTES; at <= minute; at++) arrivals.minute(at)?.each(concluded);
    for (const table of slices.tables['10s'].values()) table.each(concluded);
  }

  private isUrgent(segment: JudgedSegment): boolean {
    const { heard } = this.waiting.read(segment);
    return SIGNAL_KINDS.some((kind) => {
      const read = readSignal(kind, heard);
      return read.failed >= BAD_NEWS && this.signals[kind].isUnusual(segment.series, read);
    });
  }

  /** Whether nobody has looked at a signal just now: of those who have there is nothing new to say. */
  private isUnseen(kind: SignalKind, segment: JudgedSegment, now: number): boolean {
    const at = this.signals[kind].judgedAt(segment.series);
    return at !== undefined && (now - at >= IDLE_MS || (at < now && this.restless.has(segment)));
  }

  /** Segments for which time alone may have changed something: those that are restless, and a share of all the others. */
  private *idleNow(): Iterable<JudgedSegment> {
    yield* [...this.restless];
    for (const segment of this.idle[this.ticks % IDLE_TICKS] ?? []) if (!this.restless.has(segment)) yield segment;
  }

  private observe(
    kind: SignalKind,
    segment: JudgedSegment,
    heard: { now: number; hourOfDay: number; total: number; failed: number },
  ): void {
    if (!SIGNALS[kind].ofAttempts && segment.stage === WHOLE_ATTEMPT) return;
    const signal = this.signals[kind];
    // Most segments never see a decline or a slow answer: nothing is kept of what never happens.
    if (kind === 'broken' && !this.signals.declined.has(segment.series)) return;
    if (heard.failed === 0 && kind !== 'failure_rate' && kind !== 'stalled' && !signal.has(segment.series)) return;
    if (signal.observe(segment, heard)) this.restless.add(segment);
    else if (this.restless.has(segment) && !SIGNAL_KINDS.some((each) => this.signals[each].isRestless(segment.series)))
      this.restless.delete(segment);
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
      if (isSeen) this.signals[kind].rebuild(segment, { hours, minutes }, now);
      if (this.signals[kind].isRestless(segment.series)) this.restless.add(segment);
    }
  }
}
