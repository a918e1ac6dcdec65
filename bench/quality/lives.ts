import type { Verdict } from '@tillwatch/domain';
import { createMemory, observe, seedBaseline, type JudgeSettings, type PastHour, type SegmentMemory } from '@tillwatch/detection';
import { hourIn, WORLD_START, type World } from './world.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STEP = 10 * 60_000;

/** Hourly counts of `days` days from `start` on, as an import would bring them. */
export function historyOf(world: World, start: number, days: number): PastHour[] {
  const end = start + days * DAY;
  const hours: PastHour[] = [];
  for (let at = start; at < end; at += HOUR) {
    let failed = 0;
    let total = 0;
    for (let step = at + STEP; step <= at + HOUR; step += STEP) {
      const outcomes = world.draw(step, STEP);
      failed += outcomes.failed;
      total += outcomes.total;
    }
    hours.push({ hourOfDay: hourIn(at), dayAge: (end - at - HOUR) / DAY, failed, total });
  }
  return hours;
}

/** A memory that knows `days` days of the world's past, as of the returned time. */
export function seasoned(world: World, start: number, days: number): { memory: SegmentMemory; now: number } {
  const now = start + days * DAY;
  const hours = historyOf(world, start, days);
  const memory = createMemory(now);
  seedBaseline(memory, hours);
  return { memory, now };
}

/** How a stretch of a world is lived through. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly tickMs: number;
  readonly settings: JudgeSettings;
  /** Replaces the world's rate at a time. */
  readonly rise?: (at: number, usual: number) => number;
  /** Told of every tick; says `false` to stop. */
  readonly seen: (verdict: Verdict, tick: { now: number; failed: number; total: number }) => boolean;
}

/** Lives through a stretch tick by tick. */
export function live(world: World, memory: SegmentMemory, stretch: Stretch): void {
  const { from, to, tickMs, settings, rise, seen } = stretch;
  for (let now = from + tickMs; now <= to; now += tickMs) {
    const { failed, total } = world.draw(now, tickMs, rise === undefined ? undefined : (usual) => rise(now, usual));
    const verdict = observe(memory, { now, hourOfDay: hourIn(now), failed, total, spanMs: tickMs }, settings);
    if (!seen(verdict, { now, failed, total })) return;
  }
}

/** One line of a story: when (minutes from its beginning) the verdict changed, and to what. */
export interface Turn {
  readonly minute: number;
  readonly verdict: Verdict;
}

/** A change to the world, by minutes from the beginning of the story. */
export type Plot = (minute: number, usual: number) => number;

/** Tells a story: a week of history, a quiet morning, then from 13:00 `minutes` of the plot at one-second ticks. Returns the changes of state. */
export function tell(world: World, plot: Plot, minutes: number, settings: JudgeSettings = { depth: 1 }): Turn[] {
  const { memory, now } = seasoned(world, WORLD_START, 7);
  const start = now + 13 * HOUR;
  live(world, memory, { from: now, to: start, tickMs: 60_000, settings, seen: () => true });
  const turns: Turn[] = [];
  const minuteOf = (at: number): number => (at - start) / 60_000;
  live(world, memory, {
    from: start,
    to: start + minutes * 60_000,
    tickMs: 1_000,
    settings,
    rise: (at, usual) => plot(minuteOf(at), usual),
    seen: (verdict, { now: at }) => {
      if (turns.at(-1)?.verdict.state !== verdict.state) turns.push({ minute: minuteOf(at), verdict });
      return true;
    },
  });
  return turns;
}
