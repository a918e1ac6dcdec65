import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkChromium } from './chromium.js';
import { checkDataFolder, checkDataFolderFree, checkFreeDisk } from './data-folder.js';
import { lockDataFolder } from '../data-folder-lock.js';
import { checkNodeVersion } from './node-version.js';
import { checkPortFree } from './port.js';
import { checkRedis, judgeInfo, versionOf } from './redis.js';

let folder = '';
const script = (name: string, body: string): string => {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillwatch-doctor-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ['20.19.0', true],
  ['22.0.0', true],
  ['20.18.9', false],
  ['18.20.4', false],
])('Node %s will do: %s', (version, ok) => {
  const check = checkNodeVersion(version);
  expect(check.ok).toBe(ok);
  expect(check.remedy !== undefined).toBe(!ok);
});

describe('the data folder', () => {
  it('is made if needed, and nothing is left in it', () => {
    const deep = join(folder, 'a', 'b');
    expect(checkDataFolder(deep)).toMatchObject({ ok: true });
    expect(readdirSync(deep)).toEqual([]);
  });

  it('must not be a file or lie below one', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(checkDataFolder(file)).toMatchObject({ ok: false, message: { en: `${file} is not a folder` } });
    expect(checkDataFolder(join(file, 'below'))).toMatchObject({
      ok: false,
      message: { en: expect.stringContaining('is not a folder') as unknown },
    });
  });

  it('must be writable', () => {
    // nobody makes folders there, root included; Node's own recursive mkdir never returns from below /proc
    expect(checkDataFolder('/proc/tillwatch')).toMatchObject({ ok: false });
    expect(checkDataFolder('/sys/tillwatch')).toMatchObject({
      ok: false,
      remedy: { en: expect.stringContaining('--data DIR') as unknown },
    });
  });

  it('must not be in use', () => {
    expect(checkDataFolderFree(folder).ok).toBe(true);
    const lock = lockDataFolder(folder, 'server', Date.now());
    expect(checkDataFolderFree(folder)).toMatchObject({
      ok: false,
      remedy: { en: expect.stringContaining(`kill ${process.pid}`) as unknown },
    });
    lock.release();
  });

  it('must have room, also before it is there', () => {
    const later = join(folder, 'later');
    expect(checkFreeDisk(later, 1).ok).toBe(true);
    expect(checkFreeDisk(later, Number.MAX_SAFE_INTEGER)).toMatchObject({
      ok: false,
      remedy: { en: expect.stringContaining('Free some space') as unknown },
    });
    expect(existsSync(later)).toBe(false);
  });
});

describe('the port', () => {
  it('is free, or the message names the next one', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const taken = await checkPortFree(port, '127.0.0.1');
    expect(taken).toMatchObject({ ok: false, message: { en: `Port ${port} is taken on 127.0.0.1` } });
    expect(taken.remedy?.en).toContain(`--port ${port + 1}`);
    await new Promise((resolve) => server.close(resolve));
    expect((await checkPortFree(port, '127.0.0.1')).ok).toBe(true);
  });

  it('needs an address this machine has', async () => {
    expect(await checkPortFree(0, '203.0.113.7')).toMatchObject({ ok: false, message: { en: 'This machine has no address 203.0.113.7' } });
  });
});

describe('Redis', () => {
  it.each([
    ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64', { product: 'Redis', version: '7.0.15' }],
    ['Valkey server v=8.0.1 sha=00000000:0', { product: 'Valkey', version: '8.0.1' }],
    ['nginx version: nginx/1.22.1', undefined],
  ])('reads %s', (output, expected) => {
    expect(versionOf(output)).toEqual(expected);
  });

  const check = (redisServerBin: string) => checkRedis({ redisServerBin, redisUrl: undefined, redisLibPath: undefined });

  it('must be a program that runs and is new enough', async () => {
    expect(await check(script('good', 'echo "Redis server v=7.2.4 sha"'))).toMatchObject({ ok: true });
    expect(await check(script('old', 'echo "Redis server v=6.0.16 sha"'))).toMatchObject({
      ok: false,
      message: { en: expect.stringContaining('6.0.16') as unknown },
    });
    expect(await check(script('other', 'echo hello'))).toMatchObject({ ok: false });
    expect(await check(script('broken', 'exit 127'))).toMatchObject({
      ok: false,
      message: { en: expect.stringContaining('does not run') as unknown },
    });
    expect(await check(join(folder, 'missing'))).toMatchObject({
      ok: false,
      message: { en: expect.stringContaining('No program') as unknown },
    });
  });

  it('must answer when it is named', async () => {
    const answer = await checkRedis({ redisServerBin: '', redisLibPath: undefined, redisUrl: join(folder, 'nobody.sock') });
    expect(answer).toMatchObject({ ok: false, message: { en: expect.stringContaining('ENOENT') as unknown } });
  });

  it.each([
    ['redis_version:7.0.15\r\nmaxmemory_policy:noeviction\r\naof_enabled:1\r\n', true, 'BGREWRITEAOF'],
    ['redis_version:7.0.15\r\nmaxmemory_policy:noeviction\r\naof_enabled:0\r\n', true, 'appendonly yes'],
    ['redis_version:7.0.15\r\nmaxmemory_policy:allkeys-lru\r\naof_enabled:1\r\n', false, 'noeviction'],
    ['redis_version:6.2.1\r\nmaxmemory_policy:noeviction\r\naof_enabled:1\r\n', false, 'Install'],
  ])('of other people is judged by what it says of itself: %j', (info, ok, remedy) => {
    const judged = judgeInfo('host:6379', info);
    expect(judged.ok).toBe(ok);
    expect(judged.remedy?.en).toContain(remedy);
  });
});

test('Chromium is found when it runs', async () => {
  expect(await checkChromium(script('chromium', 'echo Chromium 156.0'))).toMatchObject({ ok: true });
  expect(await checkChromium(join(folder, 'missing'))).toMatchObject({ ok: false });
});
