import type { Tier } from './tiers.js';

/** A stored slice with deltas beside it. */
export interface MergeCandidate {
  readonly tier: Tier;
  readonly start: number;
}

interface Growth extends MergeCandidate {
  deltas: number;
  merged: number;
}

/** Bytes of deltas from which merging a coarse slice pays, whatever its size. */
const MERGE_BYTES = 4_096;
/** How long after its end a finest slice is merged, in seconds: nearly all late events have come by then. */
const MERGE_AFTER_SECONDS = 20;
/** Slices merged with one snapshot, so that none takes long. */
const MERGES_AT_ONCE = 6;

/** Decides which stored slices are worth merging: finest ones once they are over, others when deltas outweigh half of them. */
export class MergeQueue {
  private readonly growth = new Map<string, Growth>();

  /** Takes note of a slice's deltas having grown to `length` bytes. */
  grew(slice: MergeCandidate, length: number): void {
    const name = `${slice.tier}:${slice.start}`;
    const known = this.growth.get(name);
    if (known === undefined) this.growth.set(name, { ...slice, deltas: length, merged: 0 });
    else known.deltas = length;
  }

  /** Slices to merge now, at the log's clock `now` (seconds since the epoch). */
  due(now: number): MergeCandidate[] {
    const due: Growth[] = [];
    for (const growth of this.growth.values()) {
      if (due.length === MERGES_AT_ONCE) break;
      const { tier, start, deltas, merged } = growth;
      const over = now >= start + 10 + MERGE_AFTER_SECONDS;
      const heavy = deltas > Math.max(MERGE_BYTES, merged / 2);
      if (tier === '10s' ? over && (merged === 0 || heavy) : heavy) due.push(growth);
    }
    return due;
  }

  /** Takes note of a slice having been merged into `length` bytes. */
  merged(slice: MergeCandidate, length: number): void {
    const growth = this.growth.get(`${slice.tier}:${slice.start}`);
    if (growth === undefined) return;
    growth.deltas = 0;
    growth.merged = length;
  }

  /** Forgets finest slices that started before `start`: hardly anything comes for them any more. */
  forget(start: number): void {
    for (const [name, growth] of this.growth) {
      const idle = growth.deltas === 0 && growth.tier !== '10s' && this.growth.size > 10_000;
      if (idle || (growth.tier === '10s' && growth.start < start && growth.deltas === 0)) this.growth.delete(name);
    }
  }
}
