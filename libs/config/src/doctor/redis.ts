import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import type { AppConfig } from '../app-config.js';
import { same } from '../same.js';
import { codeOf, failed, passed, textOf, type Check } from './check.js';

/** Streams, functions and a multi-part append-only file as the product uses them. */
const OLDEST_MAJOR = 7;
const NAME = same('redis');
const INSTALL = {
  ko: '설치하거나(Debian: apt-get install -y redis-server, macOS: brew install redis) 쓰던 Redis를 지정하세요: REDIS_URL=redis://host:6379',
  en: 'Install one (Debian: apt-get install -y redis-server; macOS: brew install redis), or name yours: REDIS_URL=redis://host:6379',
};
const APPEND_ONLY_ADVICE = {
  on: {
    ko: '그 컴퓨터가 비정상 종료된 뒤에는 그 Redis에서 BGREWRITEAOF를 실행하세요 (docs/decisions 참고)',
    en: 'After a crash of its machine run BGREWRITEAOF there, see docs/decisions',
  },
  off: {
    ko: 'append-only 파일이 없으면 그 Redis가 다시 시작할 때 받아 둔 이벤트가 사라집니다. 그 Redis에 appendonly yes를 설정하세요',
    en: 'Without an append-only file a restart of that Redis loses accepted events: set appendonly yes there',
  },
};

type RedisSettings = Pick<AppConfig, 'redisUrl' | 'redisServerBin' | 'redisLibPath'>;

/** The version in `redis-server --version`; Valkey 8 answers for Redis 7.2. */
export function versionOf(output: string): { product: string; version: string } | undefined {
  const match = /(redis|valkey) server v=(\d+\.\d+\.\d+)/i.exec(output);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { product: match[1], version: match[2] };
}

const tooOld = (ko: string, en: string): Check =>
  failed(NAME, { ko: `${ko}: 너무 오래된 버전입니다. 7.0 이상이 필요합니다`, en: `${en} is too old: 7.0 or newer is needed` }, INSTALL);

const doesNotRun = (bin: string, error: unknown): Check =>
  failed(
    NAME,
    codeOf(error) === 'ENOENT'
      ? { ko: `${bin} 프로그램이 없습니다`, en: `No program ${bin} here` }
      : { ko: `${bin} 프로그램이 실행되지 않습니다: ${textOf(error)}`, en: `${bin} does not run: ${textOf(error)}` },
    INSTALL,
  );

/** Judges what a program says of its version. */
function judgeVersion(bin: string, output: string): Check {
  const found = versionOf(output);
  if (found === undefined) {
    return failed(NAME, { ko: `${bin}: Redis가 아닌 프로그램입니다`, en: `${bin} does not say that it is a Redis` }, INSTALL);
  }
  const text = `${found.product} ${found.version} (${bin})`;
  return Number.parseInt(found.version, 10) >= OLDEST_MAJOR ? passed(NAME, same(text)) : tooOld(text, text);
}

async function checkProgram({ redisServerBin, redisLibPath }: RedisSettings): Promise<Check> {
  try {
    const env = redisLibPath === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: redisLibPath };
    const { stdout } = await promisify(execFile)(redisServerBin, ['--version'], { env, timeout: 5_000 });
    return judgeVersion(redisServerBin, stdout);
  } catch (error) {
    return doesNotRun(redisServerBin, error);
  }
}

const fieldOf = (info: string, name: string): string => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';

/** Judges the INFO text of somebody's Redis. */
export function judgeInfo(where: string, info: string): Check {
  const version = fieldOf(info, 'redis_version');
  if (!(Number.parseInt(version, 10) >= OLDEST_MAJOR)) return tooOld(`${where}의 Redis ${version}`, `Redis ${version} at ${where}`);
  const policy = fieldOf(info, 'maxmemory_policy');
  if (policy !== '' && policy !== 'noeviction') {
    return failed(
      NAME,
      {
        ko: `${where}의 Redis가 데이터를 지울 수 있습니다 (maxmemory-policy ${policy})`,
        en: `Redis at ${where} may throw data away (maxmemory-policy ${policy})`,
      },
      { ko: '그 Redis에 maxmemory-policy noeviction을 설정하세요', en: 'Set maxmemory-policy noeviction there' },
    );
  }
  const isDurable = fieldOf(info, 'aof_enabled') === '1';
  return passed(
    NAME,
    {
      ko: `${where}의 Redis ${version}${isDurable ? '' : ', append-only 파일 꺼짐'}`,
      en: `Redis ${version} at ${where}${isDurable ? '' : ', append-only file off'}`,
    },
    APPEND_ONLY_ADVICE[isDurable ? 'on' : 'off'],
  );
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
    const why = reason || textOf(error);
    return failed(
      NAME,
      { ko: `${where}의 Redis가 응답하지 않습니다: ${why}`, en: `No answer from Redis at ${where}: ${why}` },
      {
        ko: '그 Redis를 시작하거나 REDIS_URL을 고치세요. REDIS_URL을 지정하지 않으면 전용 Redis를 씁니다',
        en: 'Start it, mend REDIS_URL, or leave REDIS_URL out for a private one',
      },
    );
  } finally {
    redis.disconnect();
  }
}

/** Is there a Redis of a version that will do: the named one if any, else the program of the private one? */
export function checkRedis(settings: RedisSettings): Promise<Check> {
  return settings.redisUrl === undefined ? checkProgram(settings) : checkServer(settings.redisUrl);
}
