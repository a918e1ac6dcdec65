import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { CommandReader } from './command-reader.js';

/** Commands read between two looks of the process at its other work. */
const BREATH = 20_000;

/** Position after the last whole command outside an unfinished transaction; undefined when the file is damaged otherwise. */
async function wholeUntil(reader: CommandReader): Promise<number | undefined> {
  let whole = 0;
  let inTransaction = false;
  for (let count = 1; ; count++) {
    const found = reader.next();
    if (found === 'torn') return whole;
    if (found === 'foreign') return undefined;
    if (found !== 'command') inTransaction = found === 'begin';
    if (!inTransaction) whole = reader.position;
    if (count % BREATH === 0) await setImmediate();
  }
}

/** The file Redis appends to at the next start, by its manifest; undefined before the first start. */
async function lastFile(appendDir: string): Promise<string | undefined> {
  try {
    const manifest = await readFile(join(appendDir, 'appendonly.aof.manifest'), 'utf8');
    const name = [...manifest.matchAll(/^file (\S+) seq \d+ type i/gm)].at(-1)?.[1];
    return name === undefined ? undefined : join(appendDir, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Cuts a torn end off the append-only file below `redisDir`. Only for a folder whose Redis is not running.
 *
 * After a power loss the file may end inside a command or inside a transaction (MULTI … EXEC; a script's writes are one).
 * Redis 7.0 cuts the half command only and keeps the open MULTI. What is written after it then belongs to that transaction:
 * the next start throws all of it away or, when a rewrite has begun a new file in the meantime, refuses to start. So the
 * file is cut before the open transaction, before Redis sees it.
 *
 * Returns the number of bytes removed: 0 for a whole file, for none, and for one that is damaged in another way (Redis itself
 * then says what is wrong).
 */
export async function cutTornTail(redisDir: string): Promise<number> {
  const path = await lastFile(join(redisDir, 'appendonlydir'));
  if (path === undefined) return 0;
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const whole = await wholeUntil(new CommandReader(file.fd, size));
    if (whole === undefined || whole === size) return 0;
    await file.truncate(whole);
    await file.sync();
    return size - whole;
  } finally {
    await file.close();
  }
}
