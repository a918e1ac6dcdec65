import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalogue, type Catalogue } from '@tillwatch/catalogue';
import { loadConfig } from '@tillwatch/config';
import { connectRedis, DEFAULT_PREFIX, KeySpace, startPrivateRedis } from '@tillwatch/redis';
import type { Redis } from 'ioredis';

/** A private Redis of one measurement, with the shipped settings, in a folder of its own. */
export interface Place {
  readonly dataDir: string;
  readonly socket: string;
  readonly redis: Redis;
  readonly keys: KeySpace;
  connect(name: string, blocking?: boolean): Redis;
  close(): Promise<void>;
}

/** The configuration as shipped. */
export function shippedCatalogue(): Catalogue {
  return loadCatalogue(loadConfig({ args: [] }).configDirs);
}

/** A new empty folder for a measurement, and what removes it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'tillwatch-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts a private Redis. */
export async function openPlace(): Promise<Place> {
  const folder = temporaryFolder();
  const redis = await startPrivateRedis(loadConfig({ args: ['--data', folder.path] }), { purpose: 'bench', tell: () => undefined });
  const { address } = redis;
  const opened: Redis[] = [];
  const connect = (name: string, blocking = false): Redis => {
    const connection = connectRedis(address, { name, blocking });
    opened.push(connection);
    return connection.on('error', () => undefined); // also fails the command it belongs to
  };
  const close = async (): Promise<void> => {
    for (const connection of opened) connection.disconnect();
    await redis.stop();
    folder.remove();
  };
  const socket = 'socket' in address ? address.socket : '';
  return { dataDir: folder.path, socket, redis: connect('bench'), keys: new KeySpace(DEFAULT_PREFIX), connect, close };
}

/** Runs a measurement on a private Redis of its own. */
export async function withPlace<T>(measure: (place: Place) => Promise<T>): Promise<T> {
  const place = await openPlace();
  try {
    return await measure(place);
  } finally {
    await place.close();
  }
}
