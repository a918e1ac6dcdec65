import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataFolderHolder } from '../data-folder-lock.js';
import { makeFolder } from '../make-folder.js';
import { codeOf, failed, passed, textOf, type Check } from './check.js';

/** Below this the append-only file of a busy day may not fit. */
export const NEEDED_FREE_BYTES = 500 * 1024 * 1024;

const NAME = 'data folder';

/** Says of a failed write what stood in its way. */
function explain(dataDir: string, error: unknown): Check {
  const elsewhere = 'or name another folder with --data DIR';
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return failed(NAME, `${dataDir} cannot be written by this user`, `Give this user the folder (chown), ${elsewhere}`);
    case 'EROFS':
      return failed(NAME, `${dataDir} is on a read-only file system`, `Mount it writable, ${elsewhere}`);
    case 'ENOSPC':
    case 'EDQUOT':
      return failed(NAME, `No space left for ${dataDir}`, `Free some space (500 MB or more), ${elsewhere}`);
    case 'ENOTDIR':
    case 'EEXIST':
      return failed(NAME, `${dataDir} is not a folder`, `Move that file away, ${elsewhere}`);
    default:
      return failed(NAME, `${dataDir} cannot be written: ${textOf(error)}`, `Mend that, ${elsewhere}`);
  }
}

/** Can the data folder be written? Creates it if needed, and leaves nothing else behind. */
export function checkDataFolder(dataDir: string): Check {
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    makeFolder(dataDir);
    writeFileSync(probe, 'x'.repeat(4096), { flush: true });
    rmSync(probe);
    return passed(NAME, dataDir);
  } catch (error) {
    if (existsSync(probe)) rmSync(probe);
    return explain(dataDir, error);
  }
}

/** Is the data folder free of another running Tillwatch? */
export function checkDataFolderFree(dataDir: string): Check {
  const holder = dataFolderHolder(dataDir);
  if (holder === undefined) return passed('data folder in use', 'by nobody else');
  return failed(
    'data folder in use',
    `${dataDir} is in use by process ${holder.pid} (${holder.purpose})`,
    `Stop that one first (kill ${holder.pid}), or name another folder with --data DIR`,
  );
}

/** Bytes free for this user on the file system that holds `folder` or will hold it. */
function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch (error) {
    if (dirname(folder) === folder) throw error;
    return freeBytes(dirname(folder)); // not there yet, or not ours to look into
  }
}

/** Is there room for the data? */
export function checkFreeDisk(dataDir: string, needed: number = NEEDED_FREE_BYTES): Check {
  const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
  const free = freeBytes(dataDir);
  if (free >= needed) return passed('free disk', `${megabytes(free)} free`);
  return failed(
    'free disk',
    `Only ${megabytes(free)} free for ${dataDir}; ${megabytes(needed)} are needed`,
    'Free some space, or name another folder with --data DIR',
  );
}
