import { clamp } from '../odds.js';
import { emptyVolumeBlock, type DropChart, type VolumeBlock, type VolumeMemory } from './memory.js';
import { DROP } from './policy.js';

/** What turns a block's counts into evidence. */
export interface DropScale {
  readonly threshold: number;
  /** Healthy volume is at least this share of what is expected. */
  readonly lower: number;
  /** Relative variance of healthy volume. */
  readonly restless: number;
  /** The usual share of the wider segment; null where that is not judged. */
  readonly share: number | null;
}

/** A block's log-likelihood for a fall to a ratio, before dispersion and limits. */
interface ScaledGain {
  readonly scale: DropScale;
  readonly gainOf: (ratio: number) => number;
}

/** Log-likelihood of a Poisson count for `ratio` of what was expected against `lower` of it (detection method, step 8). */
function countGain(block: VolumeBlock, ratio: number, lower: number): number {
  return block.seen * Math.log(ratio / lower) + (lower - ratio) * block.expected;
}

/** The same for the share of the wider segment's events. */
function shareGain(block: VolumeBlock, ratio: number, lower: number, share: number): number {
  const others = Math.max(0, block.parent - block.seen);
  return block.seen * Math.log(ratio / lower) + others * Math.log((1 - ratio * share) / (1 - lower * share));
}

/** Takes the running block into the charts of now, in place; `gainOf` says what it speaks for a fall to a ratio. */
function refresh(charts: readonly DropChart[], live: readonly DropChart[], memory: VolumeMemory, scaled: ScaledGain): void {
  const { block } = memory;
  const blocks = Math.max(1, block.ms / DROP.blockMs);
  const { threshold, restless } = scaled.scale;
  const dispersion = 1 + (restless * block.expected) / blocks;
  const most = threshold * DROP.blockShare * Math.min(blocks, 2);
  live.forEach((now, index) => {
    const before = charts[index];
    const ratio = DROP.ratios[index];
    if (before === undefined || ratio === undefined) return;
    const gain = Math.min(most, scaled.gainOf(ratio) / dispersion);
    now.evidence = clamp(before.evidence + gain, 0, threshold * DROP.ceiling);
    now.seen = before.seen + block.seen;
    now.expected = before.expected + block.expected;
    now.onset = before.evidence === 0 ? block.start : before.onset;
  });
}

/** Takes the running block into all charts of now. */
export function refreshDrops(memory: VolumeMemory, scale: DropScale): void {
  const { block, charts, live, shareCharts, shareLive } = memory;
  const { lower, share } = scale;
  refresh(charts, live, memory, { scale, gainOf: (ratio) => countGain(block, ratio, lower) });
  if (share !== null) refresh(shareCharts, shareLive, memory, { scale, gainOf: (ratio) => shareGain(block, ratio, lower, share) });
}

function settle(charts: readonly DropChart[], live: readonly DropChart[], end: number): void {
  live.forEach((now, index) => {
    if (now.evidence === 0) Object.assign(now, { seen: 0, expected: 0, onset: end });
    Object.assign(charts[index] ?? {}, now);
  });
}

/** Makes the running block final and starts the next one at `end`. */
export function commitDrops(memory: VolumeMemory, end: number): void {
  settle(memory.charts, memory.live, end);
  settle(memory.shareCharts, memory.shareLive, end);
  memory.block = emptyVolumeBlock(end);
}

/** The most evidence any chart has. */
export function peakEvidence(charts: readonly DropChart[]): number {
  return charts.reduce((most, chart) => Math.max(most, chart.evidence), 0);
}

/** Share of the expected events that did not come, 0..1. */
export function missingOf({ seen, expected }: { readonly seen: number; readonly expected: number }): number {
  return expected > 0 ? Math.max(0, 1 - seen / expected) : 0;
}
