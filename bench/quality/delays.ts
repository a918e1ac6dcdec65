import { STEADY, World, WORLD_START } from './world.js';
import { live, seasoned } from './lives.js';

const SECOND = 1_000;
const HOUR = 3_600_000;

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

/** The grid of stationary rises: usual rates × doubled, tripled, 20 points more × volumes. */
export function gridOf(volumes: readonly number[]): Jump[] {
  const rates = [0.005, 0.02, 0.05, 0.1, 0.3];
  return rates.flatMap((from) => [from * 2, from * 3, from + 0.2].flatMap((to) => volumes.map((perSecond) => ({ from, to, perSecond }))));
}

export function delayOf(jump: Jump, seed: number, depth: 0 | 1 | 2, limitS: number): number {
  const world = new World({ ...STEADY, perSecond: jump.perSecond, rate: jump.from }, seed);
  const { memory, now } = seasoned(world, WORLD_START, 14);
  const at = now + 6 * HOUR + (seed % 7) * 1_300;
  const settled = Math.floor(at / 10_000) * 10_000;
  const settings = { depth };
  live(world, memory, { from: now, to: settled, tickMs: 10 * SECOND, settings, seen: () => true });
  let delay = Infinity;
  live(world, memory, {
    from: settled,
    to: at + limitS * SECOND,
    tickMs: boundOf(jump) > 600 ? 10 * SECOND : SECOND,
    settings,
    rise: (now2, usual) => (now2 > at ? jump.to : usual),
    seen: ({ state }, tick) => {
      if (state === 'firing') delay = tick.now - at;
      return state !== 'firing';
    },
  });
  return delay / SECOND;
}
