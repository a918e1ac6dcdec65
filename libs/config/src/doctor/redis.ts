import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import type { AppConfig } from '../app-config.js';
import { codeOf, failed, passed, textOf, type Check } from './check.js';

/** Streams, functions and a multi-part append-only file as the product uses them. */
const OLDEST_MAJOR = 7;
const INSTALL =
  'Install one (Debian: apt-get install -y redis-server; macOS: brew install redis), or name yours: REDIS_URL=redis://host:6379';

type RedisSettings = Pick<AppConfig, 'redisUrl' | 'redisServerBin' | 'redisLibPath'>;

/** The version in `redis-server --version`; Valkey 8 answers for Redis 7.2. */
export function versionOf(output: string): { product: string; version: string } | undefined {
  const match = /(redis|valkey) server v=(\d+\.\d+\.\d+)/i.exec(output);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { product: match[1], version: match[2] };
}

async function checkProgram({ redisServerBin, redisLibPath }: RedisSettings): Promise<Check> {
  try {
    const env = redisLibPath === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: redisLibPath };
    const { stdout } = await promisify(execFile)(redisServerBin, ['--version'], { env, timeout: 5_000 });
    const found = versionOf(stdout);
    if (found === undefined) return failed('redis', `${redisServerBin} does not say that it is a Redis`, INSTALL);
    const text = `${found.product} ${found.version} (${redisServerBin})`;
    return Number.parseInt(found.version, 10) >= OLDEST_MAJOR
      ? passed('redis', text)
      : failed('redis', `${text} is too old: 7.0 or newer is needed`, INSTALL);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return failed('redis', `No program ${redisServerBin} here`, INSTALL);
    return failed('redis', `${redisServerBin} does not run: ${textOf(error)}`, INSTALL);
  }
}

const fieldOf = (info: string, name: string): string => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';

/** Judges the INFO text of somebody's Redis. */
export function judgeInfo(where: string, info: string): Check {
  const version = fieldOf(info, 'redis_version');
  if (!(Number.parseInt(version, 10) >= OLDEST_MAJOR))
    return failed('redis', `Redis ${version} at ${where} is too old: 7.0 or newer is needed`, INSTALL);
  const policy = fieldOf(info, 'maxmemory_policy');
  if (policy !== '' && policy !== 'noeviction') {
    return failed('redis', `Redis at ${where} may throw data away (maxmemory-policy ${policy})`, 'Set maxmemory-policy noeviction there');
  }
  const durable = fieldOf(info, 'aof_enabled') === '1';
  const advice = durable
    ? 'After a crash of its machine run BGREWRITEAOF there, see docs/decisions'
    : 'Without an append-only file a restart of that Redis loses accepted events: set appendonly yes there';
  return passed('redis', `Redis ${version} at ${where}${durable ? '' : ', append-only file off'}`, advice);
}

async function checkServer(url: string): Promise<Check> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, connectTimeout: 3_000, disconnectTimeout: 50 });
  let reason = '';
  redis.on('error', (error: Error) => {
    reason = error.message;
  });
  const where = url.startsWith('/') ? url : new URL(url).host;
  try {
    await redis.connect();
    return judgeInfo(where, await redis.info());
  } catch (error) {
    return failed(
      'redis',
      `No answer from Redis at ${where}: ${reason || textOf(error)}`,
      'Start it, mend REDIS_URL, or leave REDIS_URL out for a private one',
    );
  } finally {
    redis.disconnect();
  }
}

/** Is there a Redis of a version that will do: the named one if any, else the program of the private one? */
export function checkRedis(settings: RedisSettings): Promise<Check> {
  return settings.redisUrl === undefined ? checkProgram(settings) : checkServer(settings.redisUrl);
}
