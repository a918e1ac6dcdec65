import { createMemory, type JudgeSettings } from '@tillwatch/detection';
import { live, seasoned } from './lives.js';
import { segmentsOf, type Population } from './populations.js';
import { StaticRule } from './rivals.js';
import { World, WORLD_START, type Healthy } from './world.js';

const DAY = 86_400_000;

/** Alarms raised while nothing was wrong. */
export interface FalseAlarms {
  readonly segmentDays: number;
  /** Times the detector went to firing, and how many of them were critical. */
  readonly firing: number;
  readonly critical: number;
  /** Share of time in "pending" (watch). */
  readonly watching: number;
  /** Alarms of the static rule on the same outcomes. */
  readonly static: number;
}

/** How much is lived through. */
export interface Extent {
  readonly segments: number;
  readonly days: number;
  readonly tickMs: number;
  /** Days of history the segments start from; 0 is a cold start. */
  readonly historyDays: number;
}

const SETTINGS: JudgeSettings = { depth: 1 };

function oneSegment(shape: Healthy, seed: number, extent: Extent): FalseAlarms {
  const world = new World(shape, seed);
  const cold = { memory: createMemory(WORLD_START), now: WORLD_START };
  const { memory, now } = extent.historyDays === 0 ? cold : seasoned(world, WORLD_START, extent.historyDays);
  const rule = new StaticRule(shape.rate);
  const sum = { firing: 0, critical: 0, watching: 0, ticks: 0 };
  let rising = false;
  const to = now + extent.days * DAY;
  live(world, memory, {
    from: now,
    to,
    tickMs: extent.tickMs,
    settings: SETTINGS,
    seen: ({ state, severity }, tick) => {
      rule.take(tick.now, tick.failed, tick.total);
      sum.ticks += 1;
      if (state === 'pending') sum.watching += 1;
      if (state === 'firing' && !rising) {
        sum.firing += 1;
        if (severity === 'critical') sum.critical += 1;
      }
      rising = state === 'firing' || state === 'recovering';
      return true;
    },
  });
  return { segmentDays: extent.days, firing: sum.firing, critical: sum.critical, watching: sum.watching / sum.ticks, static: rule.alarms };
}

/** Lives through healthy days of a population and counts who cries wolf. */
export function falseAlarms(population: Population, extent: Extent): FalseAlarms {
  const each = segmentsOf(population, extent.segments).map((shape, at) => oneSegment(shape, population.seed * 100_000 + at, extent));
  const total = (part: (one: FalseAlarms) => number): number => each.reduce((sum, one) => sum + part(one), 0);
  return {
    segmentDays: total((one) => one.segmentDays),
    firing: total((one) => one.firing),
    critical: total((one) => one.critical),
    watching: total((one) => one.watching) / each.length,
    static: total((one) => one.static),
  };
}
