import { MINUTE, RECOVERY } from '../policy.js';
import { clamp } from '../odds.js';
import { emptyDropCharts, emptyVolumeBlock, type Drop, type DropChart, type VolumeBlock, type VolumeMemory } from './memory.js';
import { BACK, DROP, LOUD } from './policy.js';

/** Begins a drop at the onset of the chart that saw it. */
export function beginDrop(memory: VolumeMemory, chart: DropChart, now: number): Drop {
  const again = memory.resolvedAt !== null && now - memory.resolvedAt <= RECOVERY.againWithinMs;
  memory.holdMs = again ? Math.min(memory.holdMs * RECOVERY.holdFactor, RECOVERY.holdMost) : RECOVERY.holdMs;
  const { seen, expected, onset } = chart;
  memory.drop = { since: onset, firedAt: now, seen, expected, recovery: 0, critical: false };
  return memory.drop;
}

/** Loud from `limit` missing events a minute on, quiet again only well below it. */
export function gradeDrop(drop: Drop, now: number, limit: number): void {
  const perMinute = (drop.expected - drop.seen) / Math.max(1, (now - drop.since) / MINUTE);
  drop.critical = perMinute >= limit * (drop.critical ? LOUD.keep : 1);
}

/** Takes a finished block into the recovery test: "back to 80 % of what is expected" against "still half" of it. */
export function commitBack(drop: Drop, block: VolumeBlock, restless: number): void {
  const blocks = Math.max(1, block.ms / DROP.blockMs);
  const gain = block.seen * Math.log(BACK.to / BACK.half) - (BACK.to - BACK.half) * block.expected;
  const bounded = clamp(gain / (1 + (restless * block.expected) / blocks), BACK.blockLeast, BACK.blockMost * Math.min(blocks, 2));
  drop.recovery = clamp(drop.recovery + bounded, 0, BACK.ceiling);
}

/** Ends a drop; its evidence is spent. */
export function endDrop(memory: VolumeMemory, now: number): void {
  memory.drop = null;
  memory.charts = emptyDropCharts(now);
  memory.live = emptyDropCharts(now);
  memory.shareCharts = emptyDropCharts(now);
  memory.shareLive = emptyDropCharts(now);
  memory.block = emptyVolumeBlock(now);
}
