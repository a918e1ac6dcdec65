import {
  createVolumeMemory,
  observeVolume,
  seedVolume,
  volumeStanding,
  type PastVolume,
  type VolumeMemory,
  type VolumeSettings,
  type VolumeStanding,
  type VolumeVerdict,
} from '@tillwatch/detection';
import type { TierClock } from '@tillwatch/windows';
import type { JudgedSegment } from './judged-set.js';
import type { PastBySeries } from './judge.js';
import type { PastOutcomes } from './past-signals.js';

/** How often a segment's volume is judged (ms): a slot, the least time that says anything. */
const EVERY_MS = 10_000;
/** Longest time between two looks that is still one span (ms); beyond it nobody listened. */
const MOST_SPAN_MS = 120_000;

/** How many came in a minute, and how many were to be expected. */
export interface VolumeMinute {
  /** Its start (ms since the epoch). */
  readonly at: number;
  came: number;
  expected: number;
}

const MINUTE_MS = 60_000;
/** Minutes that are remembered. */
const MOST_MINUTES = 61;

interface Watched {
  readonly segment: JudgedSegment;
  memory: VolumeMemory;
  verdict: VolumeVerdict | undefined;
  arrived: number;
  lookedAt: number;
  readonly minutes: VolumeMinute[];
}

/** How much comes at all, of every segment whose silence would be an incident. */
export class VolumeWatch {
  private readonly bySeries = new Map<number, Watched>();
  /** Of most segments silence is no incident, whatever comes of them. */
  private readonly unwatched = new Set<number>();
  /** When it was last heard that something might still be on its way (ms since the epoch). */
  private incompleteAt = -Infinity;
  /** When the next one is due (ms since the epoch). */
  private dueAt = -Infinity;

  /** @param isWatched whether a segment's silence would be an incident */
  constructor(
    private readonly tierClock: TierClock,
    private readonly isWatched: (segment: JudgedSegment) => boolean,
    private readonly settingsOf: (segment: JudgedSegment) => VolumeSettings,
  ) {}

  /** Starts from the past: whole hours by series. A wider segment's hours in which a narrower one had nothing count as nothing. */
  rebuild(segments: Iterable<JudgedSegment>, past: PastBySeries, now: number): void {
    this.bySeries.clear();
    this.dueAt = -Infinity;
    for (const segment of segments) {
      if (!this.isWatched(segment)) continue;
      const memory = createVolumeMemory(now);
      seedVolume(memory, hoursOf(past.get(segment.series) ?? [], past.get(segment.parent) ?? [], segment.depth > 0));
      this.bySeries.set(segment.series, { segment, memory, verdict: undefined, arrived: 0, lookedAt: now, minutes: [] });
    }
  }

  /** Goes on with what was remembered of a series. */
  restore(series: number, memory: VolumeMemory): void {
    const watched = this.bySeries.get(series);
    if (watched !== undefined) watched.memory = memory;
  }

  /** What is remembered of a series. */
  memory(series: number): VolumeMemory | undefined {
    return this.bySeries.get(series)?.memory;
  }

  /** Hears that so many came to a segment. */
  hear(segment: JudgedSegment, arrived: number, now: number): void {
    if (this.unwatched.has(segment.series)) return;
    let watched = this.bySeries.get(segment.series);
    if (watched === undefined) {
      if (!this.isWatched(segment)) {
        this.unwatched.add(segment.series);
        return;
      }
      watched = { segment, memory: createVolumeMemory(now), verdict: undefined, arrived: 0, lookedAt: now - 1_000, minutes: [] };
      this.bySeries.set(segment.series, watched);
      this.dueAt = Math.min(this.dueAt, watched.lookedAt + EVERY_MS);
    }
    watched.arrived += arrived;
  }

  /** Judges what is due; of a span with a moment in which not everything had arrived, nothing. @param complete whether it has by `now` */
  tick(now: number, complete: boolean): void {
    if (!complete) this.incompleteAt = now;
    if (now < this.dueAt) return;
    const due = [...this.bySeries.values()].filter(({ lookedAt }) => now - lookedAt >= EVERY_MS);
    const hourOfDay = this.tierClock.hourOfDay(Math.floor(now / 1000)) + (Math.floor(now / 1000) % 3600) / 3600;
    // Parents keep their counts until their children have seen them.
    const arrived = new Map(due.map(({ segment, arrived: n }) => [segment.series, n]));
    for (const watched of due) {
      const { segment, memory, lookedAt } = watched;
      const spanMs = now - lookedAt > MOST_SPAN_MS ? 0 : now - lookedAt;
      const parent = segment.depth === 0 ? undefined : arrived.get(segment.parent);
      const observation = {
        now,
        hourOfDay,
        total: watched.arrived,
        spanMs,
        complete: this.incompleteAt <= lookedAt,
        ...(parent === undefined ? {} : { parentTotal: parent }),
      };
      watched.verdict = observeVolume(memory, observation, this.settingsOf(segment));
      remember(watched, now - spanMs / 2, spanMs);
      watched.arrived = 0;
      watched.lookedAt = now;
    }
    this.dueAt = Infinity;
    for (const { lookedAt } of this.bySeries.values()) this.dueAt = Math.min(this.dueAt, lookedAt + EVERY_MS);
  }

  /** What was said of a series last. */
  verdict(series: number): VolumeVerdict | undefined {
    return this.bySeries.get(series)?.verdict;
  }

  /** Where a series stands on its way to an incident; undefined where its silence would be none. */
  standing(series: number): VolumeStanding | undefined {
    const watched = this.bySeries.get(series);
    if (watched === undefined) return undefined;
    const { segment, memory, verdict } = watched;
    const isKnown = verdict !== undefined && verdict.expectedPerMinute !== null;
    return volumeStanding(memory, this.settingsOf(segment), { isNarrow: segment.depth > 0, isKnown });
  }

  /** The last hour of a series as it was judged, oldest first; without what this process did not live through. */
  minutes(series: number): readonly VolumeMinute[] {
    return this.bySeries.get(series)?.minutes ?? [];
  }

  /** Segments of which too little comes, and since when that is said. */
  get firing(): { readonly segment: JudgedSegment; readonly verdict: VolumeVerdict }[] {
    return [...this.bySeries.values()].flatMap(({ segment, verdict }) => (verdict?.state === 'firing' ? [{ segment, verdict }] : []));
  }
}

/** Past hours as volumes; the last one may be cut short and is left out. */
function hoursOf(own: readonly PastOutcomes[], parent: readonly PastOutcomes[], isNarrow: boolean): PastVolume[] {
  const key = ({ dayAge }: PastOutcomes): number => Math.round(dayAge * 24);
  const volume = ({ total, abandoned }: PastOutcomes): number => total + abandoned;
  if (!isNarrow) return own.map((hour) => ({ hourOfDay: hour.hourOfDay, dayAge: hour.dayAge, total: volume(hour) }));
  const mine = new Map(own.map((hour) => [key(hour), volume(hour)]));
  const first = Math.max(-1, ...mine.keys());
  return parent
    .filter((hour) => key(hour) <= first)
    .map((hour) => ({ hourOfDay: hour.hourOfDay, dayAge: hour.dayAge, total: mine.get(key(hour)) ?? 0, parentTotal: volume(hour) }));
}

/** Adds what came in the span around `at` to its minute, where it is known what was to be expected. */
function remember({ arrived, verdict, minutes }: Watched, at: number, spanMs: number): void {
  const perMinute = verdict?.expectedPerMinute ?? null;
  if (perMinute === null || spanMs === 0) return;
  const start = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  let minute = minutes.at(-1);
  if (minute?.at !== start) {
    minutes.push((minute = { at: start, came: 0, expected: 0 }));
    if (minutes.length > MOST_MINUTES) minutes.shift();
  }
  minute.came += arrived;
  minute.expected += (perMinute * spanMs) / MINUTE_MS;
}
