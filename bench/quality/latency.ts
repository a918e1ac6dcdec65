import { createMemory, observe, slowEdge, slowerThan, type Histogram } from '@tillwatch/detection';
import { Random } from './random.js';
import { quantile, span } from './tables.js';
import { WORLD_START } from './world.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
/** Borders from 50 ms on, each 1.25 times the one before. */
const EDGES = Array.from({ length: 40 }, (_, at) => 50 * 1.25 ** at);

/** Draws durations: lognormal around 800 ms (σ 0.6), and a share that takes four times as long. */
function histogramOf(random: Random, total: number, slowed: { share: number; factor: number }): Histogram {
  const counts = new Array<number>(EDGES.length + 1).fill(0);
  for (let n = 0; n < total; n += 1) {
    const factor = random.next() < slowed.share ? slowed.factor : 1;
    const ms = 800 * factor * Math.exp(0.6 * random.normal());
    const bin = EDGES.findIndex((edge) => ms <= edge);
    const slot = bin === -1 ? EDGES.length : bin;
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return { edges: EDGES, counts };
}

/** Seconds until it fires after durations change three hours into a healthy day; `Infinity` for a miss, negative for a false alarm. */
function delayOf(perSecond: number, slowed: { share: number; factor: number }, seed: number): number {
  const random = new Random(seed);
  const healthy = { share: 0, factor: 1 };
  const edge = slowEdge(histogramOf(random, 5_000, healthy));
  if (edge === null) throw new Error('no border of the histogram fits');
  const memory = createMemory(WORLD_START);
  const at = WORLD_START + 3 * HOUR + (seed % 7) * 1_300;
  for (let now = WORLD_START; now < at + 2 * HOUR;) {
    const tickMs = now < at - 60 * SECOND ? 10 * SECOND : SECOND;
    now += tickMs;
    const total = random.poisson((perSecond * tickMs) / SECOND);
    const failed = slowerThan(histogramOf(random, total, now > at ? slowed : healthy), edge.index);
    const { state } = observe(
      memory,
      { now, hourOfDay: Math.floor((now % (24 * HOUR)) / HOUR), failed, total, spanMs: tickMs },
      { depth: 0 },
    );
    if (state === 'firing') return (now - at) / SECOND;
  }
  return Infinity;
}

const CHANGES = [
  { what: 'everything takes 1.5 times as long', share: 1, factor: 1.5 },
  { what: 'everything takes twice as long', share: 1, factor: 2 },
  { what: 'one in five takes ten times as long', share: 0.2, factor: 10 },
];

export const LATENCY_HEAD = ['what happens', '0.2/s', '2/s', '20/s'];

/** Delays of slowness, median / 95th percentile, by volume. */
export function latencyRows(runs: number, firstSeed: number): string[][] {
  return CHANGES.map(({ what, share, factor }) => {
    const shown = [0.2, 2, 20].map((perSecond) => {
      const each = Array.from({ length: runs }, (_, run) => delayOf(perSecond, { share, factor }, firstSeed + run));
      const early = each.filter((delay) => delay < 0).length;
      const text = `${span(quantile(each, 0.5))} / ${span(quantile(each, 0.95))}`;
      return early === 0 ? text : `${text}, ${early} before it`;
    });
    return [what, ...shown];
  });
}
