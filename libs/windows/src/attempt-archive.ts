import { DECLINED, readRow, SYSTEM, UNKNOWN, writeRow } from '@tillwatch/attempts';
import { ByteReader, ByteWriter, type KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { recordOf, type AttemptRecord } from './attempt-record.js';
import type { Fold } from './fold.js';
import type { SnapshotOp } from './snapshot-op.js';

/** How long failed attempts can be looked up, in hours. */
const KEPT_HOURS = 7 * 24;
/** What one takes in Redis, about (bytes of the row, its field and the hash's own). */
const ATTEMPT_BYTES = 200;
const FAILED: readonly number[] = [SYSTEM, DECLINED, UNKNOWN];

/** An attempt's hash as a field's name, 16 characters. */
function fieldOf({ high, low }: { readonly high: number; readonly low: number }): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/** Takes down failed attempts that are let go, so that a snapshot can put them away. */
export class Departures {
  private waiting: SnapshotOp[] = [];

  constructor(
    private readonly fold: Fold,
    private readonly keys: KeySpace,
  ) {
    fold.attempts.onLeave = (row) => this.note(row);
  }

  /** What must be put away; each only once. */
  take(): SnapshotOp[] {
    const { waiting } = this;
    this.waiting = [];
    return waiting;
  }

  private note(row: number): void {
    const { attempts, scopes } = this.fold;
    const { table } = attempts;
    if (!FAILED.includes(table.final[row] ?? 0)) return;
    const body = new ByteWriter(128);
    body.uint(table.storedIn[row] ?? 0);
    writeRow(body, attempts, row, scopes.rowNames);
    const value = Buffer.concat([Buffer.from(fieldOf(table.hash(row)), 'latin1'), body.finish()]);
    const key = this.keys.failedAttempts(Math.floor((table.finalAt[row] ?? 0) / 3600));
    this.waiting.push({ key, op: 'H', ttl: KEPT_HOURS * 3600, value });
  }
}

/** Failed attempts that are in memory no more, by the hour in which they failed. */
export class AttemptArchive {
  constructor(
    private readonly redis: Redis,
    private readonly keys: KeySpace,
  ) {}

  /** An attempt by its hash; undefined where it is not kept. `now`: ms since the epoch. */
  async find(fold: Fold, hash: { readonly high: number; readonly low: number }, now: number): Promise<AttemptRecord | undefined> {
    const pipeline = this.redis.pipeline();
    for (const key of this.hours(now)) pipeline.hgetBuffer(key, fieldOf(hash));
    const values = ((await pipeline.exec()) ?? []).map(([, value]) => value as Buffer | null);
    const found = values.find((value) => value !== null);
    if (found === undefined) return undefined;
    const reader = new ByteReader(found);
    const minute = reader.uint();
    const scratch = fold.scratchAttempts();
    readRow(reader, scratch, minute, fold.scopes.rowNames);
    const row = scratch.table.find(hash.high, hash.low);
    return row < 0 ? undefined : recordOf(fold, scratch, row);
  }

  /** Forgets an attempt. @returns whether it was kept */
  async erase(hash: { readonly high: number; readonly low: number }, now: number): Promise<boolean> {
    const pipeline = this.redis.pipeline();
    for (const key of this.hours(now)) pipeline.hdel(key, fieldOf(hash));
    return ((await pipeline.exec()) ?? []).some(([, removed]) => removed === 1);
  }

  /** Lets the oldest hours go while all of them take more than `mostBytes`. @returns hours that went */
  async trim(now: number, mostBytes: number): Promise<number> {
    const keys = this.hours(now);
    const pipeline = this.redis.pipeline();
    for (const key of keys) pipeline.hlen(key);
    let left = Math.floor(mostBytes / ATTEMPT_BYTES);
    const sizes = ((await pipeline.exec()) ?? []).map(([, size]) => Number(size));
    const tooMany = keys.filter((_, i) => sizes[i] !== 0 && (left -= sizes[i] ?? 0) < 0);
    if (tooMany.length > 0) await this.redis.unlink(...tooMany);
    return tooMany.length;
  }

  /** The keys of all hours that can be kept, the newest first. */
  private hours(now: number): string[] {
    const newest = Math.floor(now / 3_600_000);
    return Array.from({ length: KEPT_HOURS + 1 }, (_, i) => this.keys.failedAttempts(newest - i));
  }
}
