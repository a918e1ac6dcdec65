import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { decodeBatch } from './decode-batch.js';
import { encodeBatch } from './encode-batch.js';
import { Fingerprints, type Hash64 } from './fingerprint.js';
import type { LoggedBatch } from './logged-batch.js';

/** One entry of the log. `id` orders entries (`<ms>-<n>`). */
export interface LogEntry {
  readonly id: string;
  readonly batch: LoggedBatch;
}

/** The id before every entry. */
export const LOG_START = '0-0';

/** Most entries taken at once, so that reading back after a pause stays in small steps. */
const ENTRIES_AT_ONCE = 200;

type RawEntry = [id: Buffer, fields: Buffer[]];

function decodeEntry([id, fields]: RawEntry): LogEntry {
  let blob: Buffer | undefined;
  const skipped = new Set<number>();
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const name = fields[i]?.toString();
    const value = fields[i + 1];
    if (name === 'b') blob = value;
    if (name === 'x') for (const position of (value?.toString() ?? '').split(',')) skipped.add(Number(position));
  }
  if (blob === undefined) throw new Error(`Log entry ${id.toString()} has no batch.`);
  return { id: id.toString(), batch: decodeBatch(blob, skipped) };
}

/**
 * Entries after `after`, oldest first; waits up to `waitMs` for the first one (0: does not wait).
 * A connection used with `waitMs` > 0 must be used for nothing else.
 */
export async function readLog(redis: Redis, keys: KeySpace, after: string, waitMs: number): Promise<LogEntry[]> {
  const from = ['STREAMS', keys.log, after] as const;
  const reply = await (waitMs > 0
    ? redis.xreadBuffer('COUNT', ENTRIES_AT_ONCE, 'BLOCK', waitMs, ...from)
    : redis.xreadBuffer('COUNT', ENTRIES_AT_ONCE, ...from));
  return (reply?.[0]?.[1] ?? []).map(decodeEntry);
}

/** An entry without events has nothing to fingerprint. */
const NO_EVENTS = new Fingerprints(0);

/** Appends an empty entry, so that the log's clock goes on while nobody sends. */
export async function appendClockTick(redis: Redis, keys: KeySpace, now: number): Promise<string> {
  return String(await redis.xadd(keys.log, '*', 'b', encodeBatch([], now, NO_EVENTS)));
}

/** Appends that an attempt must be forgotten. Nothing in the log or the counts names it but its hash. */
export async function appendErasure(redis: Redis, keys: KeySpace, of: { readonly attempt: Hash64; readonly now: number }): Promise<string> {
  return String(await redis.xadd(keys.log, '*', 'b', encodeBatch([], of.now, NO_EVENTS, [of.attempt])));
}

/** Id of the newest entry; {@link LOG_START} for an empty log. */
export async function lastLogId(redis: Redis, keys: KeySpace): Promise<string> {
  const newest = (await redis.xrevrange(keys.log, '+', '-', 'COUNT', 1)) as [string, string[]][];
  return newest[0]?.[0] ?? LOG_START;
}

/** Orders two log ids like `Array.sort`. */
export function compareLogIds(a: string, b: string): number {
  const [aMs = '0', aSeq = '0'] = a.split('-');
  const [bMs = '0', bSeq = '0'] = b.split('-');
  return Number(aMs) - Number(bMs) || Number(aSeq) - Number(bSeq);
}
