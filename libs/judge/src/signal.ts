import {
  createMemory,
  leadingOf,
  letGo,
  replay,
  seedBaseline,
  type JudgeSettings,
  type PastHour,
  type PastMinute,
  type SegmentMemory,
} from '@tillwatch/detection';
import type { Verdict, VerdictState } from '@tillwatch/domain';
import type { JudgedSegment } from './judged-set.js';
import type { Memories } from './memories.js';

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
  /** The settings looked up last, by the wider segment's series: most segments share theirs. */
  private readonly latest = new Map<number, JudgeSettings>();

  /** @param kind which of the kinds of `memories` are its own */
  constructor(
    private readonly settingsOf: SettingsOf,
    private readonly memories: Memories,
    private readonly kind: number,
  ) {}

  /** What was said of a series last. Told only when somebody asks: most verdicts are never read. */
  verdict(series: number): Verdict | undefined {
    const place = this.placeOf(series);
    if (place < 0) return undefined;
    const said = this.memories.said.get(place) ?? this.memories.store.verdict(place);
    if (said !== undefined) this.memories.said.set(place, said);
    return said;
  }

  /** A copy of what is remembered of a series, to be read. */
  memory(series: number): SegmentMemory | undefined {
    const place = this.placeOf(series);
    return place < 0 ? undefined : this.memories.store.get(place);
  }

  /** When a series was judged last (ms since epoch); undefined where nothing is remembered of it. */
  judgedAt(series: number): number | undefined {
    const place = this.placeOf(series);
    return place < 0 ? undefined : this.memories.store.at(place);
  }

  /** How much speaks for a rise of a series (nats), and since when (ms since epoch). */
  evidence(series: number): { readonly evidence: number; readonly onset: number } {
    return leadingOf(this.memory(series)?.live ?? []) ?? { evidence: 0, onset: Infinity };
  }

  /** Whether a series is anything but plainly normal or quiet. */
  isRestless(series: number): boolean {
    const place = this.placeOf(series);
    if (place < 0 || !this.memories.store.isJudged(place)) return false;
    return isRestless(this.memories.said.get(place)?.state ?? this.memories.store.state(place));
  }

  /** Whether outcomes speak for a rise of a series as far as anybody knows; of others no chart gains anything. */
  isUnusual(series: number, failed: number, total: number): boolean {
    const place = this.placeOf(series);
    return place < 0 || !this.memories.store.isJudged(place) || failed > this.memories.store.high(place) * total;
  }

  /** When the newest outcome of a series arrived (ms since epoch); null where none has. */
  lastDataAt(series: number): number | null {
    const place = this.placeOf(series);
    return place < 0 ? null : this.memories.store.lastDataAt(place);
  }

  /** Judges a segment on what was heard. @param series its own @returns whether it is restless now */
  observe(segment: JudgedSegment, series: number, heard: HeardOf): boolean {
    const place = this.placeFor(segment, series, heard.now);
    this.memories.store.observe(place, heard, this.memories.settings[place] ?? this.settingsNow(segment));
    if (this.memories.said.size > 0) this.memories.said.delete(place);
    return isRestless(this.memories.store.state(place));
  }

  /** Forgets what speaks for a rise of a segment: it turned out to be another's. */
  letGo(segment: JudgedSegment, now: number): void {
    const place = this.placeOf(segment.series);
    const verdict = this.verdict(segment.series);
    if (verdict === undefined) return;
    this.memories.store.change(place, (memory) => {
      letGo(memory, now);
      const { state, reason, changedAt } = memory;
      const { observed, usual } = verdict;
      this.memories.said.set(place, { observed, usual, state, reason, changedAt, since: null });
    });
  }

  /** Begins to learn a segment anew: what it was used to holds no more. */
  relearn(segment: JudgedSegment, now: number): void {
    const place = this.placeOf(segment.series);
    if (place < 0) return;
    // What was said last stays said until there is something new to judge.
    this.verdict(segment.series);
    this.memories.store.set(place, createMemory(now));
  }

  /** Builds a segment's memory from its past: hours give the usual rate, minutes (the running one last) what was going on. */
  rebuild(segment: JudgedSegment, past: { readonly hours: readonly PastHour[]; readonly minutes: PastMinute[] }, now: number): void {
    const place = this.placeFor(segment, segment.series, past.minutes[0]?.start ?? now);
    const settings = this.settings(segment);
    const running = past.minutes.pop();
    this.memories.store.change(place, (memory) => {
      seedBaseline(memory, past.hours, settings.priorRate);
      replay(memory, past.minutes, settings);
    });
    if (running === undefined) return;
    const spanMs = Math.max(1_000, now - running.start);
    this.memories.store.observe(place, { ...running, now, spanMs }, settings);
    this.memories.said.delete(place);
  }

  /** How a segment is judged. */
  settings(segment: JudgedSegment): JudgeSettings {
    const place = this.placeOf(segment.series);
    const known = this.memories.isFresh(place) ? this.memories.settings[place] : undefined;
    return known ?? this.settingsNow(segment);
  }

  private placeOf(series: number): number {
    return this.memories.place(series, this.kind);
  }

  private placeFor(segment: JudgedSegment, series: number, now: number): number {
    let place = this.placeOf(series);
    if (place < 0) place = this.memories.begin(series, this.kind, now);
    // A wider segment's usual rate or a rule may have changed.
    if (!this.memories.isFresh(place)) this.memories.setSettings(place, this.settingsNow(segment));
    return place;
  }

  private settingsNow(segment: JudgedSegment): JudgeSettings {
    const own = this.settingsOf(segment);
    const { depth, parent } = segment;
    const wider = depth === 0 ? -1 : this.placeOf(parent);
    const priorRate = wider < 0 ? undefined : this.memories.store.learntRate(wider);
    const latest = this.latest.get(parent);
    if (latest !== undefined && areSame(latest, own, depth, priorRate)) return latest;
    const settings: JudgeSettings = { ...own, depth, ...(priorRate === undefined ? {} : { priorRate }) };
    this.latest.set(parent, settings);
    return settings;
  }
}

/** Whether segments with these settings are judged alike. */
function areSame(a: JudgeSettings, own: ReturnType<SettingsOf>, depth: number, priorRate: number | undefined): boolean {
  return (
    a.depth === depth &&
    a.priorRate === priorRate &&
    a.thresholdShift === own.thresholdShift &&
    a.criticalExcessPerMinute === own.criticalExcessPerMinute
  );
}

function isRestless(state: VerdictState): boolean {
  return state === 'pending' || state === 'firing' || state === 'recovering';
}
