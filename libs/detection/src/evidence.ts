import type { Reference } from './baseline-memory.js';
import type { Block, Chart, SegmentMemory } from './memory.js';
import { clamp, shiftOdds } from './odds.js';
import { EVIDENCE, MINIMUM, SECOND, SMALL_SAMPLE } from './policy.js';

/** How many ordinary blocks a block stands for: 1 live, 6 when a minute is replayed as one. */
export function blocksIn(spanMs: number): number {
  return Math.max(1, spanMs / EVIDENCE.blockMs);
}

/** Adds outcomes to a block: what they say for each size of rise, and what was to be expected of them. */
export function addOutcomes(block: Block, failed: number, total: number, reference: Reference): void {
  const ok = total - failed;
  block.failed += failed;
  block.total += total;
  block.expected += total * reference.rate;
  block.variance += total * reference.rate * (1 - reference.rate);
  for (let chart = 0; chart < block.gains.length; chart += 1) {
    const gain = failed * (reference.hit[chart] ?? 0) + ok * (reference.miss[chart] ?? 0);
    block.gains[chart] = (block.gains[chart] ?? 0) + gain;
  }
}

/** How much more than binomial a block of `total` outcomes varies: 1 + ρ(n − 1), and no less than failures clump anyway. */
export function dispersionOf(total: number, blocks: number, reference: Reference): number {
  return Math.max(reference.clumps, 1 + reference.rho * (total / blocks - 1));
}

/** The most a block may add to a chart: it grows with the outcomes it rests on. */
export function mostOf(total: number, blocks: number, threshold: number): number {
  const share = clamp(total / blocks / EVIDENCE.blockShareFull, EVIDENCE.blockShareLeast, EVIDENCE.blockShareMost);
  return threshold * share * Math.min(blocks, 2);
}

/** What turns a block's raw gains into evidence. */
export interface Scale {
  readonly threshold: number;
  /** See {@link blocksIn}. */
  readonly blocks: number;
  readonly reference: Reference;
}

/** Takes the running block into `live`, in place. A chart that stood at 0 starts over with the block. */
export function refreshLive(memory: SegmentMemory, scale: Scale): void {
  const { charts, live, block } = memory;
  const phi = dispersionOf(block.total, scale.blocks, scale.reference);
  const most = mostOf(block.total, scale.blocks, scale.threshold);
  const ceiling = scale.threshold * EVIDENCE.ceiling;
  for (let index = 0; index < live.length; index += 1) {
    const now = live[index];
    const before = charts[index];
    if (now === undefined || before === undefined) continue;
    const gain = Math.min(most, (block.gains[index] ?? 0) / phi);
    now.evidence = clamp(before.evidence + gain, 0, ceiling);
    now.failed = before.failed + block.failed;
    now.total = before.total + block.total;
    now.onset = before.evidence === 0 ? block.start : before.onset;
  }
}

/** Makes what `live` says final, as of `end`, in place. */
export function commitLive(memory: SegmentMemory, end: number): void {
  const { live, charts } = memory;
  for (let index = 0; index < live.length; index += 1) {
    const now = live[index];
    const before = charts[index];
    if (now === undefined || before === undefined) continue;
    if (now.evidence === 0) {
      now.failed = 0;
      now.total = 0;
      now.onset = end;
    }
    before.evidence = now.evidence;
    before.failed = now.failed;
    before.total = now.total;
    before.onset = now.onset;
  }
}

/** The least rate that matters next to a usual one; `points` is the least distance between them. */
export function rateThatMatters(usual: number, points: number): number {
  return Math.min(1, Math.max(shiftOdds(usual, MINIMUM.oddsRatio), usual + points));
}

/** What a chart is measured by. */
export interface Measure {
  /** See `thresholdOf`. */
  readonly threshold: number;
  readonly reference: Pick<Reference, 'rate' | 'matters'>;
  readonly now: number;
}

/** Evidence a chart must reach: more than the threshold where many failures a second are usual. */
export function neededOf({ total, onset }: Chart, { threshold, reference, now }: Measure): number {
  const seconds = Math.max(EVIDENCE.blockMs, now - onset) / SECOND;
  const { from, share, most } = EVIDENCE.busy;
  return threshold + clamp(share * Math.log((total * reference.rate) / seconds / from), 0, most);
}

/** A chart that says for itself that something broke. */
export function isConclusive(chart: Chart, measure: Measure): boolean {
  const { evidence, failed, total } = chart;
  return failed >= MINIMUM.failures && failed >= measure.reference.matters * total && evidence >= neededOf(chart, measure);
}

/** The chart with the most evidence; of equals the one tuned to the larger rise, whose onset is sharper. */
export function leadingOf(charts: readonly Chart[]): Chart | undefined {
  let best: Chart | undefined;
  for (const chart of charts) if (best === undefined || chart.evidence >= best.evidence) best = chart;
  return best;
}

/** The most evidence any chart has. */
export function peakOf(charts: readonly Chart[]): number {
  return leadingOf(charts)?.evidence ?? 0;
}

/** The rate since onset is above usual, but rests on too few outcomes to prove anything. */
export function isSmallSample(chart: Chart, matters: number): boolean {
  const few = chart.failed >= SMALL_SAMPLE.failures && chart.total < SMALL_SAMPLE.total;
  return few && chart.evidence > 0 && chart.failed >= matters * chart.total;
}
