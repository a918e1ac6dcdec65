import type { JudgeSettings } from '@tillwatch/detection';
import { live, seasoned } from './lives.js';
import { rivalsOf } from './rivals.js';
import { percent, quantile, span } from './tables.js';
import { STEADY, World, WORLD_START, type Healthy } from './world.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
const SETTINGS: JudgeSettings = { depth: 0 };

/** A rise to detect: from a usual rate to another, at a volume. */
export interface Jump {
  readonly from: number;
  readonly to: number;
  readonly perSecond: number;
}

/** Least delay possible at one false alarm in 30,000 segment-days and known rates: ln(ARL) / KL (Lorden 1971), in seconds. */
export function boundOf({ from, to, perSecond }: Jump): number {
  const kl = to * Math.log(to / from) + (1 - to) * Math.log((1 - to) / (1 - from));
  return Math.log(30_000 * 86_400 * perSecond) / kl / perSecond;
}

/** The grid of stationary rises: usual rates × (doubled, tripled, 20 points more) × volumes. */
export const GRID: readonly Jump[] = [0.005, 0.02, 0.05, 0.1, 0.3].flatMap((from) =>
  [...new Set([from * 2, from * 3, from + 0.2].map((to) => Number(to.toFixed(3))))].flatMap((to) =>
    [0.1, 1, 10, 100].map((perSecond) => ({ from, to, perSecond })),
  ),
);

/** Rises on which the rivals are tried as well. */
export const CONTEST: readonly Jump[] = [
  { from: 0.05, to: 0.15, perSecond: 1 },
  { from: 0.05, to: 0.1, perSecond: 10 },
  { from: 0.05, to: 0.15, perSecond: 10 },
  { from: 0.05, to: 0.15, perSecond: 100 },
  { from: 0.02, to: 0.22, perSecond: 10 },
  { from: 0.1, to: 0.3, perSecond: 0.1 },
  { from: 0.1, to: 0.3, perSecond: 1 },
  { from: 0.3, to: 0.5, perSecond: 10 },
  { from: 0.8, to: 0.97, perSecond: 1 },
];

/** A run: who is to see the jump, in which world, and how long it is waited for. */
interface Run {
  readonly shape: Healthy;
  readonly seed: number;
  readonly rivals: boolean;
  readonly limitS: number;
}

/** Seconds from the jump to firing, by detector; Infinity for a miss. A detector that fires already counts from its next change. */
function delaysOf(jump: Jump, { shape, seed, rivals, limitS }: Run): Map<string, number> {
  const world = new World({ ...shape, perSecond: jump.perSecond, rate: jump.from }, seed);
  const { memory, now } = seasoned(world, WORLD_START, 14);
  const at = now + 6 * HOUR + (seed % 7) * 1_300;
  const settled = Math.floor(at / 10_000) * 10_000;
  const others = rivals ? rivalsOf(jump.from) : [];
  const found = new Map(['tillwatch', ...others.map(({ name }) => name)].map((name) => [name, Infinity]));
  const note = (name: string, fires: boolean, tick: number): void => {
    if (fires && tick > at && found.get(name) === Infinity) found.set(name, (tick - at) / SECOND);
  };
  const seen = ({ state }: { state: string }, tick: { now: number; failed: number; total: number }): boolean => {
    note('tillwatch', state === 'firing', tick.now);
    for (const rival of others) note(rival.name, rival.take(tick.now, tick.failed, tick.total), tick.now);
    return [...found.values()].includes(Infinity);
  };
  const odds = (rate: number): number => rate / (1 - rate);
  const risen = (usual: number): number => 1 / (1 + 1 / (odds(usual) * (odds(jump.to) / odds(jump.from))));
  const common = { settings: SETTINGS, seen };
  live(world, memory, { ...common, from: now, to: settled, tickMs: 10 * SECOND });
  const tickMs = boundOf(jump) > 600 ? 10 * SECOND : SECOND;
  const rise = (moment: number, usual: number): number => (moment > at ? risen(usual) : usual);
  live(world, memory, { ...common, from: settled, to: at + limitS * SECOND, tickMs, rise });
  return found;
}

/** How one cell of the grid fares. */
export interface Cell {
  readonly jump: Jump;
  readonly bound: number;
  readonly median: number;
  readonly p95: number;
  /** Median delay / max(bound, 10 s). */
  readonly ratio: number;
}

/** Delays of `runs` seeds from `firstSeed` on, in a stationary world. */
export function cellOf(jump: Jump, runs: number, firstSeed: number): Cell {
  const bound = boundOf(jump);
  const limitS = 8 * Math.max(10, bound) + 600;
  const each = Array.from({ length: runs }, (_, run) => {
    const found = delaysOf(jump, { shape: STEADY, seed: firstSeed + run, rivals: false, limitS });
    return found.get('tillwatch') ?? Infinity;
  });
  const median = quantile(each, 0.5);
  return { jump, bound, median, p95: quantile(each, 0.95), ratio: median / Math.max(bound, 10) };
}

/** A jump in words. */
export function jumpText({ from, to }: Jump): string {
  return `${percent(from)} → ${percent(to)}`;
}

/** Median and 95th percentile of everybody's delays in drifting worlds, half of them restless, by detector. */
export function contestRow(jump: Jump, runs: number, firstSeed: number): string[] {
  const shapeOf = (run: number): Healthy => ({ ...STEADY, driftHours: 72, shocks: [0, 0.15, 0, 0.3][run % 4] ?? 0 });
  const each = Array.from({ length: runs }, (_, run) =>
    delaysOf(jump, { shape: shapeOf(run), seed: firstSeed + run, rivals: true, limitS: 7_200 }),
  );
  const names = ['tillwatch', ...rivalsOf(0.01).map(({ name }) => name)];
  const shown = names.map((name) => {
    const delays = each.map((found) => found.get(name) ?? Infinity);
    return `${span(quantile(delays, 0.5))} / ${span(quantile(delays, 0.95))}`;
  });
  return [jumpText(jump), String(jump.perSecond), span(boundOf(jump)), ...shown];
}
