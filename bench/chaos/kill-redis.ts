import { readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a process has ended, also where its parent has not been told yet. */
function isOver(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return true;
  }
}

/** The file Redis appended to when it was killed. */
function lastFile(dataDir: string): string {
  const folder = join(dataDir, 'redis', 'appendonlydir');
  const manifest = readFileSync(join(folder, 'appendonly.aof.manifest'), 'utf8');
  const name = [...manifest.matchAll(/^file (\S+) seq \d+ type i/gm)].at(-1)?.[1];
  if (name === undefined) throw new Error(`no file to append to in ${folder}`);
  return join(folder, name);
}

/**
 * SIGKILLs a Redis and takes up to `tear` bytes off the end of its append-only file, as a power loss does, before anybody
 * can start it again: all in one go, without giving this process's supervisor a turn.
 * @returns bytes taken off
 */
export function killRedis(pid: number, dataDir: string, tear: number): number {
  process.kill(pid, 'SIGKILL');
  while (!isOver(pid));
  if (tear === 0) return 0;
  const file = lastFile(dataDir);
  const { size } = statSync(file);
  const left = Math.max(0, size - tear);
  truncateSync(file, left);
  return size - left;
}
