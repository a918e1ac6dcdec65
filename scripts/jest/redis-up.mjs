// Starts one private Redis (with the shipped settings) for the specs of a run and names its socket in TILLWATCH_TEST_REDIS.
// Specs share it: each uses a key prefix of its own. Does nothing when TILLWATCH_TEST_REDIS is already set.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureRedis } from '../machine/redis.mjs';
import { root } from '../machine/root.mjs';
import { bound } from '../machine/run.mjs';

const ping = (path) =>
  new Promise((resolve) => {
    const socket = createConnection({ path }, () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      resolve(answer.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });

export default async function redisUp() {
  if (process.env.TILLWATCH_TEST_REDIS) return;
  const { bin, libPath } = await ensureRedis();
  const folder = mkdtempSync(join(tmpdir(), 'tillwatch-test-'));
  const socket = join(folder, 'redis.sock');
  const args = [join(root, 'config/redis.conf'), '--unixsocket', socket, '--dir', folder];
  const env = libPath ? { ...process.env, LD_LIBRARY_PATH: libPath } : process.env;
  const child = spawn(...bound(bin, args), { env, stdio: 'ignore' });
  child.unref();
  const deadline = Date.now() + 10_000;
  while (!(await ping(socket))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The test Redis did not start: ${bin} ${args.join(' ')}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  process.env.TILLWATCH_TEST_REDIS = socket;
  globalThis.tillwatchTestRedis = { child, folder };
}
