import type { KeySpace } from '@tillwatch/redis';
import type { Fold } from './fold.js';
import { encodeBase, encodeHeard, readBase, readHeard } from './leaf-codec.js';
import { SLOT_SECONDS } from './leaves-heard.js';
import type { SnapshotOp } from './snapshot-op.js';
import type { Admission, Stamp } from './stamp.js';

/** How often the base is stored, in seconds of the log's clock; what is learnt meanwhile is learnt again from the slots. */
const BASE_EVERY = 600;
/** A base that took over history is stored this soon: history is in no slot. */
const HISTORY_WITHIN = 30;
/** How long slots are kept in Redis (seconds): an hour, and as long as the base may be behind. */
const SLOT_TTL = 2 * 3_600;

/** Stores what was heard of leaves, as part of snapshots. */
export class LeafStore {
  private baseAt = 0;
  private history = 0;

  constructor(
    private readonly fold: Fold,
    private readonly keys: KeySpace,
  ) {}

  /** What came since the last snapshot, and now and then the base. */
  ops(stamp: Stamp): SnapshotOp[] {
    const { leaves } = this.fold;
    const ops: SnapshotOp[] = [...leaves.takePending()].map(([start, tally]) => ({
      key: this.keys.leavesHeard(start),
      op: 'A',
      ttl: SLOT_TTL,
      value: encodeHeard(stamp, leaves, tally),
    }));
    if (this.isBaseDue()) ops.push(this.baseOp(stamp));
    return ops;
  }

  /** Slots that may hold anything, by the log's clock. */
  slotsBefore(clock: number): number[] {
    const newest = clock - (clock % SLOT_SECONDS);
    return Array.from({ length: SLOT_TTL / SLOT_SECONDS + 1 }, (_, i) => newest - SLOT_TTL + i * SLOT_SECONDS);
  }

  /** Puts back what is stored. `slots`: those of {@link slotsBefore}, in their order. */
  load(base: Buffer | null, slots: readonly (Buffer | null)[], { clock, admission }: { clock: number; admission: Admission }): void {
    const { leaves } = this.fold;
    leaves.now = clock;
    const learntUntil = (base === null ? undefined : readBase(base, leaves, admission)) ?? 0;
    this.baseAt = clock;
    this.slotsBefore(clock).forEach((start, i) => {
      const bytes = slots[i];
      if (start >= learntUntil && bytes !== undefined && bytes !== null) readHeard(bytes, start, { leaves, admission });
    });
  }

  private isBaseDue(): boolean {
    const { leaves, history } = this.fold;
    if (this.baseAt === 0) this.baseAt = leaves.now;
    return leaves.now - this.baseAt >= (history === this.history ? BASE_EVERY : HISTORY_WITHIN);
  }

  private baseOp(stamp: Stamp): SnapshotOp {
    const { leaves, history } = this.fold;
    this.baseAt = leaves.now;
    this.history = history;
    const learntUntil = leaves.learntUntil ?? leaves.now - (leaves.now % SLOT_SECONDS);
    return { key: this.keys.leafBase, op: 'S', ttl: 0, value: encodeBase(stamp, leaves, learntUntil) };
  }
}
