import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDataFolder } from '../data-folder-lock.js';
import { loadConfig } from '../load-config.js';
import type { Check } from './check.js';
import { checksAtAnyTime, checksBeforeStart } from './run-checks.js';

/** Elsewhere nobody says whose a port is. */
const onLinux = process.platform === 'linux' ? it : it.skip;

const HELD = ['data folder in use', 'port'];

describe('while somebody has the data folder and the port', () => {
  let folder = '';
  let server: Server;
  let port = 0;
  const look = async (checks: typeof checksBeforeStart): Promise<Check[]> => {
    const all = await checks(loadConfig({ args: ['--data', folder, '--port', String(port)], env: {}, root: folder }));
    return all.filter(({ name }) => HELD.includes(name.en));
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tillwatch-own-'));
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterEach(async () => {
    server.close();
    await once(server, 'close');
    rmSync(folder, { recursive: true });
  });

  it('the product’s own server is in order for a look, and in the way of a second start', async () => {
    const lock = lockDataFolder(folder, 'server', Date.now());
    const message = {
      ko: `Tillwatch가 여기에서 실행 중입니다 (프로세스 ${process.pid})`,
      en: `Tillwatch runs here (process ${process.pid})`,
    };
    const inOrder = { ok: true, message, remedy: undefined };
    expect(await look(checksAtAnyTime)).toEqual([expect.objectContaining(inOrder), expect.objectContaining(inOrder)]);
    expect((await look(checksBeforeStart)).map(({ ok }) => ok)).toEqual([false, false]);
    lock.release();
  });

  it('another command of the product is in the way', async () => {
    const lock = lockDataFolder(folder, 'token create', Date.now());
    expect((await look(checksAtAnyTime)).map(({ ok }) => ok)).toEqual([false, false]);
    lock.release();
  });

  onLinux('a port that somebody else has is taken although the product runs on the folder', async () => {
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    writeFileSync(join(folder, 'lock.json'), JSON.stringify({ pid: other.pid, started: '', purpose: 'server' }));
    const found = await look(checksAtAnyTime);
    other.kill();
    await once(other, 'exit');
    expect(found.map(({ ok }) => ok)).toEqual([true, false]);
  });
});
