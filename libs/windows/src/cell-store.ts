import { ByteReader, ByteWriter, type KeySpace } from '@tillwatch/redis';
import type { Fold } from './fold.js';
import { readStamp, writeStamp, type Admission, type Stamp } from './stamp.js';
import type { SnapshotOp } from './snapshot-op.js';

/** Bytes that one row takes, about. */
const ROW_BYTES = 36;
/** Times the bytes its rows need that a minute may grow to before it is written anew. */
const COMPACT_FACTOR = 2;

/** Stores open pairs: rows appended to one blob per expiry minute; of several rows of a pair the last one holds. */
export class CellStore {
  private readonly bytes = new Map<number, number>();

  constructor(
    private readonly fold: Fold,
    private readonly keys: KeySpace,
  ) {}

  /** First and last minute stored; an empty range where nothing is. */
  get range(): readonly [from: number, to: number] {
    const minutes = [...this.bytes.keys()];
    return minutes.length === 0 ? [0, -1] : [Math.min(...minutes), Math.max(...minutes)];
  }

  /** Writes what changed since the last snapshot, deletes what is over, and writes at most one overgrown minute anew. */
  ops(stamp: Stamp, before: Stamp): SnapshotOp[] {
    const { cells } = this.fold;
    const ops: SnapshotOp[] = [];
    const dirty = cells.takeDirty();
    for (const [minute, rows] of dirty) {
      const value = this.encode(stamp, rows);
      this.bytes.set(minute, (this.bytes.get(minute) ?? 0) + value.length);
      ops.push({ key: this.keys.cells(minute), op: 'A', ttl: 0, value });
    }
    const held = new Set(cells.minutes);
    for (const minute of this.bytes.keys()) {
      if (held.has(minute)) continue;
      this.bytes.delete(minute);
      ops.push({ key: this.keys.cells(minute), op: 'D', ttl: 0, value: '' });
    }
    return [...ops, ...this.compactOne(new Set(dirty.keys()), before)];
  }

  /** Only a minute without news is written anew: then it says what storage says already, and a torn write harms nothing. */
  private compactOne(dirty: ReadonlySet<number>, before: Stamp): SnapshotOp[] {
    for (const [minute, bytes] of this.bytes) {
      if (dirty.has(minute) || bytes < 1_024) continue;
      const rows = this.fold.cells.rowsOf(minute);
      if (bytes <= rows.length * ROW_BYTES * COMPACT_FACTOR) continue;
      const value = this.encode(before, rows);
      this.bytes.set(minute, value.length);
      return [{ key: this.keys.cells(minute), op: 'S', ttl: 0, value }];
    }
    return [];
  }

  private encode(stamp: Stamp, rows: readonly number[]): Buffer {
    const body = new ByteWriter(rows.length * ROW_BYTES + 16);
    for (const row of rows) this.fold.cells.write(body, row);
    const out = new ByteWriter(body.length + 16);
    writeStamp(out, stamp);
    out.uint(body.length);
    out.raw(body.finish());
    return out.finish();
  }

  /** Reads one stored minute back into the fold. */
  load(minute: number, stored: Buffer, admission: Admission): void {
    this.bytes.set(minute, stored.length);
    const reader = new ByteReader(stored);
    while (!reader.done) {
      const stamp = readStamp(reader);
      const body = new ByteReader(reader.raw(reader.uint()));
      if (!admission.admits(stamp)) continue;
      while (!body.done) this.fold.cells.read(body, minute, this.fold.positionOf);
    }
    this.fold.cells.takeDirty();
  }
}
