import type { JudgeSettings } from '../src/index.js';
import { live, seasoned } from './lives.js';
import { STEADY, World, WORLD_START, type Healthy } from './world.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
const LIMIT = 2 * HOUR;

/** A rise to detect: from a usual rate to another, at a volume. */
export interface Jump {
  readonly from: number;
  readonly to: number;
  readonly perSecond: number;
}

export const JUMPS: readonly Jump[] = [
  { from: 0.02, to: 0.22, perSecond: 10 },
  { from: 0.05, to: 0.1, perSecond: 10 },
  { from: 0.05, to: 0.15, perSecond: 1 },
  { from: 0.05, to: 0.15, perSecond: 10 },
  { from: 0.05, to: 0.15, perSecond: 100 },
  { from: 0.1, to: 0.3, perSecond: 0.1 },
  { from: 0.1, to: 0.3, perSecond: 1 },
  { from: 0.3, to: 0.5, perSecond: 10 },
  { from: 0.005, to: 0.015, perSecond: 100 },
  { from: 0.8, to: 0.97, perSecond: 1 },
];

/** Least delay possible at one false alarm per 30,000 segment-days and known rates: ln(ARL) / KL (Lorden), in seconds. */
export function boundOf({ from, to, perSecond }: Jump): number {
  const kl = to * Math.log(to / from) + (1 - to) * Math.log((1 - to) / (1 - from));
  const events = 30_000 * 86_400 * perSecond;
  return Math.log(events) / kl / perSecond;
}

const SETTINGS: JudgeSettings = { depth: 1 };

/** Milliseconds from a jump to firing; Infinity where it did not fire within two hours. */
function delayOf(jump: Jump, shape: Healthy, seed: number): number {
  const world = new World({ ...shape, perSecond: jump.perSecond, rate: jump.from }, seed);
  const { memory, now } = seasoned(world, WORLD_START, 7);
  const at = now + 4 * HOUR + (seed % 7) * 1_300;
  const settled = Math.floor(at / 10_000) * 10_000;
  live(world, memory, { from: now, to: settled, tickMs: 10 * SECOND, settings: SETTINGS, seen: () => true });
  const odds = (rate: number): number => rate / (1 - rate);
  const risen = (usual: number): number => 1 / (1 + 1 / (odds(usual) * (odds(jump.to) / odds(jump.from))));
  let delay = Infinity;
  live(world, memory, {
    from: settled,
    to: at + LIMIT,
    tickMs: SECOND,
    settings: SETTINGS,
    rise: (now2, usual) => (now2 > at ? risen(usual) : usual),
    seen: ({ state }, tick) => {
      if (state === 'firing') delay = tick.now - at;
      return state !== 'firing';
    },
  });
  return delay;
}

/** Seconds to firing, sorted, of `runs` seeds. Half of the lively segments jump about by themselves. */
export function delaysOf(jump: Jump, lively: boolean, runs: number): number[] {
  const shapeOf = (run: number): Healthy => (lively ? { ...STEADY, driftHours: 72, shocks: [0, 0.15, 0, 0.3][run % 4] ?? 0 } : STEADY);
  const seconds = Array.from({ length: runs }, (_, run) => delayOf(jump, shapeOf(run), 9_000 + run) / SECOND);
  return seconds.sort((a, b) => a - b);
}
