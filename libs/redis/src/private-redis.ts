import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { DataFolderInUse, installRoot, lockDataFolder, type AppConfig } from '@tillwatch/config';
import { systemClock, type Clock } from '@tillwatch/domain';
import { parseRedisAddress, type RedisAddress } from './connection.js';
import { askRedis } from './private/ask.js';
import type { RedisProgram } from './private/redis-process.js';
import { redisDirOf, socketOf } from './private/socket-place.js';
import { startOnce, Supervisor } from './private/supervisor.js';

/** What the private Redis needs to know of the configuration. */
export type PrivateRedisConfig = Pick<AppConfig, 'dataDir' | 'redisServerBin' | 'redisLibPath'>;

/** Who starts it, and where its news goes. */
export interface PrivateRedisUse {
  /** What this process is, shown to the next one that wants the folder: `server`, `token create`, … */
  readonly purpose: string;
  /** Gets one line for people when Redis died, came back or could not. */
  readonly tell: (line: string) => void;
  readonly clock?: Clock;
}

/** A private Redis this process started and looks after. */
export interface PrivateRedis {
  readonly address: RedisAddress;
  /** Process number of the redis-server of this moment (it changes with a restart). */
  pid(): number | undefined;
  /** Stops it in order and gives the data folder free. */
  stop(): Promise<void>;
}

/** A way to some Redis, whoever runs it. */
export interface OpenedRedis {
  readonly address: RedisAddress;
  /** Stops what was started for it, if anything. */
  close(): Promise<void>;
}

/** Longest wait of a second process for the first one's Redis to answer, in milliseconds. */
const PATIENCE_MS = 10_000;
const POLL_MS = 50;

const programOf = ({ dataDir, redisServerBin, redisLibPath }: PrivateRedisConfig): RedisProgram => ({
  bin: redisServerBin,
  libPath: redisLibPath,
  confFile: join(installRoot(), 'config', 'redis.conf'),
  dir: redisDirOf(dataDir),
  socketPath: socketOf(dataDir),
});

/** Stops a redis-server that a killed process left behind on our folder. Only for the holder of the folder's lock. */
async function stopOrphan(socketPath: string, tell: (line: string) => void): Promise<void> {
  if ((await askRedis(socketPath, 'PING')) === undefined) return;
  tell('A Redis of an earlier run that was killed still runs here: stopping it');
  while ((await askRedis(socketPath, 'SHUTDOWN NOSAVE FORCE')) !== undefined) await sleep(POLL_MS);
}

/**
 * Starts the private Redis of a data folder and keeps it running. Throws DataFolderInUse when another process has the
 * folder, and with redis-server's own words when it does not start.
 */
export async function startPrivateRedis(config: PrivateRedisConfig, use: PrivateRedisUse): Promise<PrivateRedis> {
  const { purpose, tell, clock = systemClock } = use;
  const lock = lockDataFolder(config.dataDir, purpose, clock.now());
  try {
    const program = programOf(config);
    await stopOrphan(program.socketPath, tell);
    const supervisor = new Supervisor(program, await startOnce(program, tell), tell);
    return {
      address: { socket: program.socketPath },
      pid: () => supervisor.pid,
      stop: async () => {
        await supervisor.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Opens the Redis a configuration means, for a program beside the server: the named one, else the private one of the data
 * folder, which is started for as long as it is open unless it runs already.
 */
export async function openRedis(config: PrivateRedisConfig & Pick<AppConfig, 'redisUrl'>, use: PrivateRedisUse): Promise<OpenedRedis> {
  const close = (): Promise<void> => Promise.resolve();
  if (config.redisUrl !== undefined) return { address: parseRedisAddress(config.redisUrl), close };
  const socket = socketOf(config.dataDir);
  const start = performance.now();
  for (;;) {
    if ((await askRedis(socket, 'PING')) === '+PONG') return { address: { socket }, close };
    try {
      const redis = await startPrivateRedis(config, use);
      return { address: redis.address, close: () => redis.stop() };
    } catch (error) {
      // Another process has the folder and its Redis is about to answer.
      if (!(error instanceof DataFolderInUse) || performance.now() - start > PATIENCE_MS) throw error;
    }
    await sleep(POLL_MS);
  }
}
