import type { ByteReader, ByteWriter } from '@tillwatch/redis';

/**
 * Which snapshot wrote something. A new epoch begins with every take-over of the lease, so that a number is never used
 * twice, even when a torn append-only file has taken snapshots back.
 */
export interface Stamp {
  readonly epoch: number;
  readonly number: number;
}

/** Writes a stamp in front of a blob or chunk. */
export function writeStamp(out: ByteWriter, stamp: Stamp): void {
  out.uint(stamp.epoch);
  out.uint(stamp.number);
}

/** Reads what {@link writeStamp} wrote. */
export function readStamp(reader: ByteReader): Stamp {
  return { epoch: reader.uint(), number: reader.uint() };
}

/** Whether `a` was written after `b`. */
export function isAfter(a: Stamp, b: Stamp): boolean {
  return a.epoch !== b.epoch ? a.epoch > b.epoch : a.number > b.number;
}

/**
 * Knows which snapshots really happened. What carries another stamp is the remains of a half-written transaction
 * (Redis keeps the commands of an unfinished MULTI in a torn append-only file and applies them at a later start).
 */
export class Admission {
  /**
   * @param closed last snapshot number of each finished epoch, by epoch
   * @param current the newest snapshot; undefined before the first one
   */
  constructor(
    private readonly closed: ReadonlyMap<number, number>,
    private readonly current: Stamp | undefined,
  ) {}

  admits(stamp: Stamp): boolean {
    if (this.current !== undefined && stamp.epoch === this.current.epoch) return stamp.number <= this.current.number;
    return stamp.number <= (this.closed.get(stamp.epoch) ?? 0);
  }
}
