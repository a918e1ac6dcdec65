import { Pace } from '../../libs/attempts/src/pace.js';
import { createMemory, observe } from '@tillwatch/detection';
import { Random } from '../../libs/explanation/quality/random.js';
import { quantile, span } from './tables.js';
import { WORLD_START } from './world.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
/** What a stage usually takes. */
const USUAL_SECONDS = 8;
const STAGE = { scope: 0, stage: 0, value: 0 };

/** Durations change: so large a share of them by this factor. */
interface Slowed {
  readonly share: number;
  readonly factor: number;
}

/** Draws a duration, lognormal (σ 0.6), in the whole seconds that attempts are kept in. */
function durationOf(random: Random, { share, factor }: Slowed): number {
  const times = random.next() < share ? factor : 1;
  return Math.floor(USUAL_SECONDS * times * Math.exp(0.6 * random.normal()));
}

/** Seconds until it fires after durations change three hours into a healthy day; `Infinity` for a miss, negative for a false alarm. */
function delayOf(perSecond: number, slowed: Slowed, seed: number): number {
  const random = new Random(seed);
  const healthy = { share: 0, factor: 1 };
  const pace = new Pace();
  for (let n = 0; n < 5_000; n += 1) pace.add(STAGE, durationOf(random, healthy));
  const memory = createMemory(WORLD_START);
  const at = WORLD_START + 3 * HOUR + (seed % 7) * 1_300;
  for (let now = WORLD_START; now < at + 2 * HOUR;) {
    const tickMs = now < at - 60 * SECOND ? 10 * SECOND : SECOND;
    now += tickMs;
    const edge = pace.slowFrom(0, 0, 0) ?? Infinity;
    const durations = Array.from({ length: random.poisson((perSecond * tickMs) / SECOND) }, () =>
      durationOf(random, now > at ? slowed : healthy),
    );
    // The edge goes on being learnt, as it is in the product.
    for (const seconds of durations) pace.add(STAGE, seconds);
    const failed = durations.filter((seconds) => seconds > edge).length;
    const hourOfDay = Math.floor((now % (24 * HOUR)) / HOUR);
    const { state } = observe(memory, { now, hourOfDay, failed, total: durations.length, spanMs: tickMs }, { depth: 0 });
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
