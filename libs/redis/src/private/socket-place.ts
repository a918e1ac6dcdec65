import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '@tillwatch/config';

/** A unix socket's path fits into 108 bytes, the last of them zero. */
const LONGEST = 107;

/** The folder of the private Redis inside a data folder. */
export const redisDirOf = (dataDir: string): string => join(dataDir, 'redis');

/**
 * Where the private Redis of a data folder listens, so that every process finds it: in the data folder, or, when that path
 * is too long for a socket, in a folder below /tmp that is named after it.
 */
export function socketOf(dataDir: string): string {
  const near = join(redisDirOf(dataDir), 'redis.sock');
  if (Buffer.byteLength(near) <= LONGEST) return near;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join('/tmp', `tillwatch-${userInfo().uid}-${name}`, 'redis.sock');
}

/** Makes a folder that only this user can enter; throws when it is somebody else's. */
export function makeOwnFolder(folder: string): void {
  makeFolder(folder);
  const { uid, mode } = lstatSync(folder);
  const mine = userInfo().uid;
  if (mine >= 0 && (uid !== mine || (mode & 0o022) !== 0)) {
    throw new Error(`${folder} can be written by other users. Remove it, or name another data folder with --data DIR.`);
  }
}
