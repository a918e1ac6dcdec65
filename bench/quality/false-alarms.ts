import { createMemory, type JudgeSettings } from '@tillwatch/detection';
import { live, seasoned } from './lives.js';
import { segmentsOf, type Population } from './populations.js';
import { answersOf } from './pool.js';
import { rivalsOf } from './rivals.js';
import { alarmRate } from './tables.js';
import { World, WORLD_START, type Healthy } from './world.js';

const DAY = 86_400_000;
const SETTINGS: JudgeSettings = { depth: 0 };

/** How much is lived through, in ticks of 10 s. */
export interface Extent {
  readonly segments: number;
  readonly days: number;
  /** Days of history the segments start from; 0 is a cold start. */
  readonly historyDays: number;
}

/** Alarms raised while nothing was wrong, by who raised them. */
export type Alarms = Map<string, number>;

/** Counts how often something goes from quiet to loud. */
class Edges {
  readonly counts: Alarms = new Map();
  readonly #loud = new Set<string>();

  note(name: string, loud: boolean): void {
    if (loud && !this.#loud.has(name)) this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    if (loud) this.#loud.add(name);
    else this.#loud.delete(name);
  }
}

function oneSegment(shape: Healthy, seed: number, extent: Extent): Alarms {
  const world = new World(shape, seed);
  const cold = { memory: createMemory(WORLD_START), now: WORLD_START };
  const { memory, now } = extent.historyDays === 0 ? cold : seasoned(world, WORLD_START, extent.historyDays);
  const rivals = rivalsOf(shape.rate);
  const edges = new Edges();
  live(world, memory, {
    from: now,
    to: now + extent.days * DAY,
    tickMs: 10_000,
    settings: SETTINGS,
    seen: ({ state }, tick) => {
      edges.note('tillwatch', state === 'firing' || state === 'recovering');
      for (const rival of rivals) edges.note(rival.name, rival.take(tick.now, tick.failed, tick.total));
      return true;
    },
  });
  return edges.counts;
}

/** Segments of a population to be lived through: those from `from` to below `to`. */
export interface AlarmsAsked {
  readonly population: Population;
  readonly extent: Extent;
  readonly from: number;
  readonly to: number;
}

/** Lives through healthy days of some segments and counts who cries wolf. */
export function falseAlarms({ population, extent, from, to }: AlarmsAsked): Alarms {
  const sum: Alarms = new Map();
  for (const [at, shape] of segmentsOf(population, extent.segments).entries()) {
    if (at < from || at >= to) continue;
    for (const [name, count] of oneSegment(shape, population.seed * 100_000 + at, extent)) sum.set(name, (sum.get(name) ?? 0) + count);
  }
  return sum;
}

/** The head of a table of false alarms. */
export const ALARM_HEAD = ['healthy world', 'segment-days', 'alarms', 'tillwatch', ...rivalsOf(0.01).map((rival) => rival.name)];

/** Segments that a thread is asked for at a time. */
const AT_ONCE = 50;

/** One row of it: alarms per 1,000 segments in 30 days. */
export async function alarmRow(population: Population, extent: Extent): Promise<(string | number)[]> {
  const asked = Array.from({ length: Math.ceil(extent.segments / AT_ONCE) }, (_, i): AlarmsAsked => {
    return { population, extent, from: i * AT_ONCE, to: (i + 1) * AT_ONCE };
  });
  const answers = await answersOf<AlarmsAsked, Alarms>(new URL('./false-alarms-worker.ts', import.meta.url), asked);
  const countOf = (name: string): number => answers.reduce((sum, alarms) => sum + (alarms.get(name) ?? 0), 0);
  const days = extent.segments * extent.days;
  const rivals = rivalsOf(0.01).map(({ name }) => (countOf(name) * (30_000 / days)).toFixed(0));
  process.stderr.write(`${population.name}: ${countOf('tillwatch')} alarms in ${days} segment-days\n`);
  return [population.name, days, countOf('tillwatch'), alarmRate(countOf('tillwatch'), days), ...rivals];
}
