import { readRow, writeErased, writeRow } from '@tillwatch/attempts';
import { ByteReader, ByteWriter, type KeySpace } from '@tillwatch/redis';
import { Departures } from './attempt-archive.js';
import type { Fold } from './fold.js';
import { readStamp, writeStamp, type Admission, type Stamp } from './stamp.js';
import type { SnapshotOp } from './snapshot-op.js';

/** Bytes that one row takes, about. */
const ROW_BYTES = 90;
/** Times the bytes its rows need that a minute may grow to before it is written anew. */
const COMPACT_FACTOR = 2;

/** Stores attempts: rows appended to one blob per minute of their beginning; of several rows of an attempt the last one holds. */
export class AttemptStore {
  private readonly bytes = new Map<number, number>();
  private readonly departures: Departures;

  constructor(
    private readonly fold: Fold,
    private readonly keys: KeySpace,
  ) {
    this.departures = new Departures(fold, keys);
  }

  /** First and last minute stored; an empty range where nothing is. */
  get range(): readonly [from: number, to: number] {
    const minutes = [...this.bytes.keys()];
    return minutes.length === 0 ? [0, -1] : [Math.min(...minutes), Math.max(...minutes)];
  }

  /** Writes what changed since the last snapshot, deletes what is over, and writes at most one overgrown minute anew. */
  ops(stamp: Stamp, before: Stamp): SnapshotOp[] {
    const { changed } = this.fold.attempts;
    const ops: SnapshotOp[] = [];
    const dirty = changed.take();
    for (const [minute, rows] of dirty) ops.push(this.append(minute, this.encode(stamp, rows)));
    const held = changed.minutes;
    for (const { minute, ...hash } of changed.takeGone()) {
      if (held.has(minute))
        ops.push(
          this.append(
            minute,
            this.stamped(stamp, (out) => writeErased(out, hash)),
          ),
        );
    }
    for (const minute of this.bytes.keys()) {
      if (held.has(minute)) continue;
      this.bytes.delete(minute);
      ops.push({ key: this.keys.attempts(minute), op: 'D', ttl: 0, value: '' });
    }
    return [...this.departures.take(), ...ops, ...this.compactOne(new Set(dirty.keys()), before)];
  }

  private append(minute: number, value: Buffer): SnapshotOp {
    this.bytes.set(minute, (this.bytes.get(minute) ?? 0) + value.length);
    return { key: this.keys.attempts(minute), op: 'A', ttl: 0, value };
  }

  /** Only a minute without news is written anew: then it says what storage says already, and a torn write harms nothing. */
  private compactOne(dirty: ReadonlySet<number>, before: Stamp): SnapshotOp[] {
    const { changed } = this.fold.attempts;
    for (const [minute, bytes] of this.bytes) {
      if (dirty.has(minute) || bytes < 1_024) continue;
      if (bytes <= changed.aliveIn(minute) * ROW_BYTES * COMPACT_FACTOR) continue;
      const value = this.encode(before, changed.of(minute));
      this.bytes.set(minute, value.length);
      return [{ key: this.keys.attempts(minute), op: 'S', ttl: 0, value }];
    }
    return [];
  }

  private encode(stamp: Stamp, rows: readonly number[]): Buffer {
    const { attempts } = this.fold;
    const { rowNames } = this.fold.scopes;
    return this.stamped(stamp, (out) => {
      for (const row of rows) writeRow(out, attempts, row, rowNames);
    });
  }

  private stamped(stamp: Stamp, write: (out: ByteWriter) => void): Buffer {
    const body = new ByteWriter();
    write(body);
    const out = new ByteWriter(body.length + 16);
    writeStamp(out, stamp);
    out.uint(body.length);
    out.raw(body.finish());
    return out.finish();
  }

  /** Reads one stored minute back into the fold. */
  load(minute: number, stored: Buffer, admission: Admission): void {
    this.bytes.set(minute, stored.length);
    const { attempts } = this.fold;
    const { rowNames } = this.fold.scopes;
    const reader = new ByteReader(stored);
    while (!reader.done) {
      const stamp = readStamp(reader);
      const body = new ByteReader(reader.raw(reader.uint()));
      if (!admission.admits(stamp)) continue;
      while (!body.done) readRow(body, attempts, minute, rowNames);
    }
    attempts.changed.take();
    attempts.changed.takeGone();
  }
}
