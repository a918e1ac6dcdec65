import type { KeySpace } from '@tillwatch/redis';
import { AttemptStore } from './attempt-store.js';
import type { Fold } from './fold.js';
import { LeafStore } from './leaf-store.js';
import { MergeQueue, type MergeCandidate } from './merge-queue.js';
import type { Position } from './position.js';
import { sealDue } from './seal.js';
import { encodeDelta, encodeSlice } from './slice-codec.js';
import { MEMORY_SECONDS } from './slices.js';
import type { SnapshotOp } from './snapshot-op.js';
import type { Stamp } from './stamp.js';
import { RETENTION_SECONDS, TIERS, type Tier } from './tiers.js';

/** Everything one snapshot writes. */
export interface Snapshot {
  readonly position: Position;
  readonly names: Buffer | undefined;
  readonly ops: readonly SnapshotOp[];
}

/** A stored slice read back and merged, exactly as storage has it now. */
export interface MergedSlice extends MergeCandidate {
  readonly value: Buffer;
}

/** Kept a little longer than promised, so that a question at the very edge still finds everything. */
const TTL_MARGIN_SECONDS = 900;

function ttlOf(tier: Tier): number {
  return RETENTION_SECONDS[tier] + TTL_MARGIN_SECONDS;
}

/**
 * Writes a fold's changes since the last snapshot as deltas and seals coarser slices.
 *
 * Merging only ever rewrites what storage has already (stamped with the snapshot before), never this snapshot's news: so
 * every prefix of the writes leaves storage readable, even when a torn file makes Redis apply half of them.
 * After {@link build} the fold counts as stored; if the write then fails, throw the fold away and load it again.
 */
export class SnapshotBuilder {
  readonly merges = new MergeQueue();
  readonly attempts: AttemptStore;
  readonly leaves: LeafStore;

  constructor(
    private readonly fold: Fold,
    private readonly keys: KeySpace,
    private stamp: Stamp,
  ) {
    this.attempts = new AttemptStore(fold, keys);
    this.leaves = new LeafStore(fold, keys);
  }

  /** The newest snapshot built (or the one that was loaded). */
  get last(): Stamp {
    return this.stamp;
  }

  /**
   * Builds the next snapshot, which brings storage up to log entry `log`.
   * @param merged slices read back after the snapshot before this one was confirmed
   */
  build(log: string, merged: readonly MergedSlice[]): Snapshot {
    const before = this.stamp;
    const stamp = { epoch: before.epoch, number: before.number + 1 };
    const ops: SnapshotOp[] = merged.flatMap((slice) => this.replace(slice));
    for (const tier of TIERS) ops.push(...this.deltas(tier, stamp));
    ops.push(...this.seals(stamp));
    this.leaveMemory();
    ops.push(...this.attempts.ops(stamp, before), ...this.leaves.ops(stamp));
    this.stamp = stamp;
    const { clock, slices, names } = this.fold;
    const position = { ...stamp, log, clock, sealed: slices.sealed, attempts: this.attempts.range };
    return { position, names: names.takeNew(stamp), ops };
  }

  private replace({ tier, start, value }: MergedSlice): SnapshotOp[] {
    this.merges.merged({ tier, start }, value.length);
    return [
      { key: this.keys.slice(tier, start), op: 'S', ttl: ttlOf(tier), value },
      { key: this.keys.sliceDeltas(tier, start), op: 'D', ttl: 0, value: '' },
    ];
  }

  private deltas(tier: Tier, stamp: Stamp): SnapshotOp[] {
    const ops: SnapshotOp[] = [];
    const { tables, wholeFrom } = this.fold.slices;
    for (const [start, table] of tables[tier]) {
      if (table.dirty) {
        const key = this.keys.sliceDeltas(tier, start);
        const value = encodeDelta(stamp, (visit) => table.eachPending(visit));
        const grown = (length: number): void => this.merges.grew({ tier, start }, length);
        ops.push({ key, op: 'A', ttl: ttlOf(tier), value, grown });
        // Fine slices are asked for by age alone; coarse ones live on from their last write, both halves of them.
        if (tier === '1h' || tier === '1d') ops.push({ key: this.keys.slice(tier, start), op: 'E', ttl: ttlOf(tier), value: '' });
        table.settle();
      }
      if (tier !== '10s' || start < wholeFrom) tables[tier].delete(start);
    }
    return ops;
  }

  private seals(stamp: Stamp): SnapshotOp[] {
    const { slices, arrivals, clock } = this.fold;
    return sealDue(slices, Math.floor(clock / 1000)).map(({ tier, start, table }) => {
      if (tier === '1m') table.each((key, n) => arrivals.load(start / 60, key, n));
      const value = encodeSlice(stamp, (visit) => table.each(visit));
      return { key: this.keys.slice(tier, start), op: 'S', ttl: ttlOf(tier), value };
    });
  }

  /** Drops finest slices that live windows no longer need; all of them are stored and sealed by now. */
  private leaveMemory(): void {
    const { slices, clock } = this.fold;
    const from = slices.clock.start('1m', Math.floor(clock / 1000) - MEMORY_SECONDS);
    if (from <= slices.wholeFrom) return;
    for (const start of slices.tables['10s'].keys()) if (start < from) slices.tables['10s'].delete(start);
    slices.wholeFrom = from;
    this.merges.forget(from);
  }
}
