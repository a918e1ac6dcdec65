import {
  createMemory,
  leadingOf,
  letGo,
  replay,
  seedBaseline,
  take,
  verdictOf,
  type JudgeSettings,
  type PastHour,
  type PastMinute,
  type Reference,
  type SegmentMemory,
} from '@tillwatch/detection';
import type { Verdict } from '@tillwatch/domain';
import type { JudgedSegment } from './judged-set.js';
import type { BadOf } from './signals.js';

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

/** What is known of one segment. */
interface Known {
  memory: SegmentMemory;
  /** How it is judged, and in which round that was looked up. */
  settings: JudgeSettings;
  round: number;
  /** What the last look judged by; undefined before the first. */
  reference: Reference | undefined;
  failed: number;
  total: number;
  /** What was said at it, once somebody has asked. */
  said: Verdict | undefined;
}

const NOTHING_SAID = { reference: undefined, failed: 0, total: 0, said: undefined };

/** One signal of all judged segments: what the detector remembers of each, and what it said last. */
export class Signal {
  private readonly known = new Map<number, Known>();
  /** How segments are judged is looked up anew now and then: it hardly ever changes. */
  private round = 0;

  constructor(private readonly settingsOf: SettingsOf) {}

  /** Forgets everything. */
  clear(): void {
    this.known.clear();
  }

  /** What was said of a series last. Told only when somebody asks: most verdicts are never read. */
  verdict(series: number): Verdict | undefined {
    const known = this.known.get(series);
    if (known?.reference === undefined) return undefined;
    return (known.said ??= verdictOf(known.memory, known.reference, known.failed, known.total));
  }

  /** What is remembered of a series. */
  memory(series: number): SegmentMemory | undefined {
    return this.known.get(series)?.memory;
  }

  /** How much speaks for a rise of a series (nats), and since when (ms since epoch). */
  evidence(series: number): { readonly evidence: number; readonly onset: number } {
    return leadingOf(this.memory(series)?.live ?? []) ?? { evidence: 0, onset: Infinity };
  }

  /** Whether a series is anything but plainly normal or quiet. */
  isRestless(series: number): boolean {
    const known = this.known.get(series);
    if (known?.reference === undefined) return false;
    const state = known.said?.state ?? known.memory.state;
    return state === 'pending' || state === 'firing' || state === 'recovering';
  }

  /** Whether outcomes speak for a rise of a series as far as anybody knows; of others no chart gains anything. */
  isUnusual(series: number, { failed, total }: BadOf): boolean {
    const reference = this.known.get(series)?.reference;
    return reference === undefined || failed > reference.high * total;
  }

  /** When the newest outcome of a series arrived (ms since epoch); null where none has. */
  lastDataAt(series: number): number | null {
    return this.known.get(series)?.memory.lastDataAt ?? null;
  }

  /** Judges a segment on what was heard. @returns whether it is restless now */
  observe(segment: JudgedSegment, heard: HeardOf): boolean {
    const known = this.knownOf(segment, heard.now);
    known.reference = take(known.memory, heard, known.settings);
    known.failed = heard.failed;
    known.total = heard.total;
    known.said = undefined;
    const { state } = known.memory;
    return state === 'pending' || state === 'firing' || state === 'recovering';
  }

  /** Forgets what speaks for a rise of a segment: it turned out to be another's. */
  letGo(segment: JudgedSegment, now: number): void {
    const verdict = this.verdict(segment.series);
    const known = this.known.get(segment.series);
    if (known === undefined || verdict === undefined) return;
    letGo(known.memory, now);
    const { state, reason, changedAt } = known.memory;
    const { observed, usual } = verdict;
    known.said = { observed, usual, state, reason, changedAt, since: null };
  }

  /** Begins to learn a segment anew: what it was used to holds no more. */
  relearn(segment: JudgedSegment, now: number): void {
    const known = this.known.get(segment.series);
    if (known === undefined) return;
    known.said = this.verdict(segment.series);
    known.memory = createMemory(now);
  }

  /** Builds a segment's memory from its past: hours give the usual rate, minutes (the running one last) what was going on. */
  rebuild(segment: JudgedSegment, past: { readonly hours: readonly PastHour[]; readonly minutes: PastMinute[] }, now: number): void {
    const known = this.knownOf(segment, past.minutes[0]?.start ?? now);
    const { memory, settings } = known;
    seedBaseline(memory, past.hours, settings.priorRate);
    const running = past.minutes.pop();
    replay(memory, past.minutes, settings);
    if (running === undefined) return;
    const spanMs = Math.max(1_000, now - running.start);
    known.reference = take(memory, { ...running, now, spanMs }, settings);
    known.failed = running.failed;
    known.total = running.total;
    known.said = undefined;
  }

  /** Looks up anew how segments are judged: a wider segment's usual rate or a rule may have changed. */
  refresh(): void {
    this.round++;
  }

  /** How a segment is judged. */
  settings(segment: JudgedSegment): JudgeSettings {
    const known = this.known.get(segment.series);
    return known?.round === this.round ? known.settings : this.settingsNow(segment);
  }

  private knownOf(segment: JudgedSegment, now: number): Known {
    let known = this.known.get(segment.series);
    if (known === undefined) {
      const settings = this.settingsNow(segment);
      this.known.set(segment.series, (known = { memory: createMemory(now), settings, round: this.round, ...NOTHING_SAID }));
    } else if (known.round !== this.round) {
      known.settings = this.settingsNow(segment);
      known.round = this.round;
    }
    return known;
  }

  private settingsNow(segment: JudgedSegment): JudgeSettings {
    const own = { ...this.settingsOf(segment), depth: segment.depth };
    const usual = segment.depth === 0 ? undefined : this.verdict(segment.parent)?.usual;
    return usual === undefined || usual === null || usual.learning ? own : { ...own, priorRate: usual.rate };
  }
}
