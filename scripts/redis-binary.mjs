// Which redis-server to run: REDIS_SERVER_BIN, then one on PATH, then one unpacked earlier into the data folder.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const archLib = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/** Full path of an executable on PATH, or undefined. */
export const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

/** { bin, libPath? } of a Redis to spawn; throws with what to do when there is none. */
export function findRedis() {
  if (process.env.REDIS_SERVER_BIN) return { bin: process.env.REDIS_SERVER_BIN, libPath: process.env.TILLWATCH_REDIS_LIB_PATH };
  const bin = onPath('redis-server') ?? onPath('valkey-server');
  if (bin) return { bin };
  const unpacked = join(root, '.data/redis-bin');
  const own = join(unpacked, 'usr/bin/redis-server');
  if (existsSync(own)) return { bin: own, libPath: join(unpacked, 'usr/lib', archLib[process.arch] ?? '') };
  throw new Error('No redis-server found. Run: apt-get install -y redis-server (or set REDIS_SERVER_BIN)');
}
