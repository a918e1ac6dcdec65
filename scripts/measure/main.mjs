import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ensureBuilt } from '../machine/build.mjs';
import { findChromium } from '../machine/chromium.mjs';
import { ensureInstalled } from '../machine/packages.mjs';
import { ensureRedis, redisVariables } from '../machine/redis.mjs';
import { root } from '../machine/root.mjs';
import { report } from '../machine/trouble.mjs';

/** Programs by the name of their npm script. */
const programs = {
  bench: 'dist/bench/bench/main.js',
  chaos: 'dist/bench/bench/chaos/main.js',
};

/** Prepares and runs one of them; the other arguments are its own. */
export async function main([name, ...args]) {
  try {
    await ensureInstalled();
    const redis = redisVariables(await ensureRedis());
    await ensureBuilt({ withBench: true });
    const chromium = findChromium();
    const env = { ...process.env, ...redis, ...(chromium && { CHROMIUM_BIN: chromium }) };
    const child = spawn(process.execPath, ['--enable-source-maps', join(root, programs[name]), ...args], { stdio: 'inherit', env });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    const [code] = await once(child, 'exit');
    process.exitCode = code ?? 1;
  } catch (error) {
    report(error);
  }
}
