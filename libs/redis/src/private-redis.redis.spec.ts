import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataFolderInUse, loadConfig } from '@tillwatch/config';
import { Redis } from 'ioredis';
import { openRedis, startPrivateRedis, type PrivateRedis } from './private-redis.js';
import { askRedis } from './private/ask.js';
import { socketOf } from './private/socket-place.js';

jest.setTimeout(30_000);

let folder = '';
const told: string[] = [];
const cleanUp: (() => unknown)[] = [];
const use = { purpose: 'spec', tell: (line: string) => told.push(line) };
const configOf = (dataDir: string) => ({ ...loadConfig({ args: ['--data', dataDir] }), redisUrl: undefined });

async function start(dataDir = folder): Promise<PrivateRedis> {
  const redis = await startPrivateRedis(configOf(dataDir), use);
  cleanUp.push(() => redis.stop());
  return redis;
}

function client(dataDir = folder): Redis {
  const redis = new Redis({ path: socketOf(dataDir), retryStrategy: () => 20, disconnectTimeout: 20 });
  redis.on('error', () => undefined); // it is killed in these specs
  cleanUp.push(() => redis.disconnect());
  return redis;
}

async function until(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within 10 s: ${what}. ${told.join(' | ')}`);
    await sleep(10);
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Lets every write through to the file, which Redis holds back otherwise while a flush of a slow disk lasts: see docs/decisions/0002. */
const writtenAtOnce = (redis: Redis) => redis.config('SET', 'appendfsync', 'no');

const appendDir = () => join(folder, 'redis', 'appendonlydir');
const lastAppendFile = () =>
  join(
    appendDir(),
    readdirSync(appendDir())
      .filter((name) => name.includes('.incr.'))
      .sort()
      .at(-1) ?? '',
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillwatch-private-'));
  told.length = 0;
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
  rmSync(folder, { recursive: true });
});

it('runs with the shipped settings, on a socket only, and rewrites its file at the start', async () => {
  await start();
  const redis = client();
  const setting = async (name: string) => (await redis.config('GET', name))[1];
  expect(await setting('appendonly')).toBe('yes');
  expect(await setting('appendfsync')).toBe('everysec');
  expect(await setting('save')).toBe('');
  expect(await setting('maxmemory-policy')).toBe('noeviction');
  expect(await setting('set-max-intset-entries')).toBe('16384');
  expect(await setting('port')).toBe('0');
  expect(statSync(join(folder, 'redis')).mode & 0o077).toBe(0);
  await until('a rewritten file', () =>
    readFileSync(join(appendDir(), 'appendonly.aof.manifest'), 'utf8').includes('appendonly.aof.2.base'),
  );
});

it('keeps the data from one start to the next and leaves nothing running', async () => {
  const first = await start();
  await client().set('key', 'kept');
  const pid = first.pid();
  await first.stop();
  expect(pid !== undefined && isAlive(pid)).toBe(false);
  expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  await start();
  expect(await client().get('key')).toBe('kept');
});

it('starts Redis again when it dies, with what it had accepted', async () => {
  const redis = await start();
  const writer = client();
  for (let round = 0; round < 3; round++) {
    await writtenAtOnce(writer);
    await writer.set(`key${round}`, 'kept');
    const pid = redis.pid() ?? 0;
    process.kill(pid, 'SIGKILL');
    await until('another redis-server', () => redis.pid() !== pid);
    await until('an answer', async () => (await askRedis(socketOf(folder), 'PING')) === '+PONG');
  }
  expect(await writer.mget('key0', 'key1', 'key2')).toEqual(['kept', 'kept', 'kept']);
  expect(told.filter((line) => line.includes('Redis ended (SIGKILL)'))).toHaveLength(3);
});

it('stops for good while it waits to start Redis again', async () => {
  const redis = await start();
  process.kill(redis.pid() ?? 0, 'SIGKILL');
  await until('its death noticed', () => told.length > 0);
  await redis.stop();
  expect(await askRedis(socketOf(folder), 'PING')).toBeUndefined();
});

it('refuses a second start on the same folder', async () => {
  await start();
  await expect(startPrivateRedis(configOf(folder), use)).rejects.toThrow(DataFolderInUse);
  expect(await client().ping()).toBe('PONG');
});

it('stops a Redis that a killed run left behind before it starts its own', async () => {
  await (await start()).stop();
  const { redisServerBin, redisLibPath } = configOf(folder);
  const socket = ['--port', '0', '--unixsocket', socketOf(folder)];
  // A Redis that `npm test` fetched brings libraries that the machine need not have.
  const env = redisLibPath === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: redisLibPath };
  const orphan = spawn(redisServerBin, [...socket, '--dir', join(folder, 'redis'), '--appendonly', 'yes', '--save', ''], { env });
  await until('the orphan', async () => (await askRedis(socketOf(folder), 'PING')) === '+PONG');
  await client().set('key', 'from the orphan');
  await start();
  await until('its end', () => orphan.exitCode !== null);
  expect(await client().get('key')).toBe('from the orphan');
  expect(told[0]).toContain('earlier run');
});

it('listens elsewhere when the path is too long for a socket', async () => {
  const deep = join(folder, 'd'.repeat(90));
  await start(deep);
  expect(socketOf(deep)).toMatch(/^\/tmp\/tillwatch-\d+-[0-9a-f]{16}\/redis\.sock$/);
  expect(await client(deep).ping()).toBe('PONG');
});

it('says what is wrong when Redis does not start, and gives the folder free', async () => {
  const missing = { ...configOf(folder), redisServerBin: join(folder, 'no-such-redis') };
  await expect(startPrivateRedis(missing, use)).rejects.toThrow('redis-server did not start');
  await start();
});

describe('after a power loss in the middle of a script', () => {
  /** Writes ten two-key scripts, kills Redis and tears the last one in two. */
  async function tear(before = ''): Promise<void> {
    const redis = await start();
    const writer = client();
    await writer.eval(before, 0);
    await until('the first rewrite', () => readFileSync(join(appendDir(), 'appendonly.aof.manifest'), 'utf8').includes('2.base'));
    for (let n = 0; n < 10; n++)
      await writer.eval('redis.call("SET", KEYS[1], ARGV[1]) redis.call("SET", KEYS[2], ARGV[1])', 2, 'a', 'b', n);
    await until('the writes in the file', () => readFileSync(lastAppendFile(), 'latin1').split('EXEC').length > 10);
    await redis.stop();
    truncateSync(lastAppendFile(), statSync(lastAppendFile()).size - 30);
  }

  it('the whole script is undone, and what comes after it stays', async () => {
    await tear();
    await start();
    const redis = client();
    expect(await redis.mget('a', 'b')).toEqual(['8', '8']);
    expect(told[0]).toContain('bytes cut off');
  });

  it('nothing is lost or refused when it is killed again before its rewritten file is finished', async () => {
    await tear('for i = 1, 400000 do redis.call("SET", "k" .. i, string.rep("x", 50)) end'); // so that a rewrite takes its time
    const second = await start();
    const redis = client();
    await writtenAtOnce(redis);
    await redis.set('c', 'after');
    process.kill(second.pid() ?? 0, 'SIGKILL');
    const manifest = readFileSync(join(appendDir(), 'appendonly.aof.manifest'), 'utf8');
    expect(manifest.match(/type i/g)).toHaveLength(2); // the rewrite had begun and not ended
    await until('an answer', async () => (await redis.get('c').catch(() => null)) === 'after');
    expect(told.filter((line) => line.includes('does not start'))).toEqual([]);
    expect(await redis.mget('a', 'b', 'k400000')).toEqual(['8', '8', 'x'.repeat(50)]);
  });
});

describe('openRedis', () => {
  it('uses the one that runs and leaves it running', async () => {
    await start();
    const opened = await openRedis(configOf(folder), use);
    expect(opened.address).toEqual({ socket: socketOf(folder) });
    await opened.close();
    expect(await client().ping()).toBe('PONG');
  });

  it('starts one for as long as it is open', async () => {
    const opened = await openRedis(configOf(folder), use);
    expect(await client().ping()).toBe('PONG');
    await opened.close();
    expect(await askRedis(socketOf(folder), 'PING')).toBeUndefined();
  });

  it('two at the same time share one', async () => {
    const [one, two] = await Promise.all([openRedis(configOf(folder), use), openRedis(configOf(folder), use)]);
    expect(one.address).toEqual(two.address);
    await two.close();
    await one.close();
  });

  it('takes the named one as it is', async () => {
    const opened = await openRedis({ ...configOf(folder), redisUrl: 'redis://example.org:6379' }, use);
    expect(opened.address).toEqual({ url: 'redis://example.org:6379' });
    await opened.close();
  });
});
