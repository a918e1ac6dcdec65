import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../machine/build.mjs';
import { ensureChromium } from '../machine/chromium.mjs';
import { ensureInstalled } from '../machine/packages.mjs';
import { ensureRedis, redisVariables } from '../machine/redis.mjs';
import { root } from '../machine/root.mjs';
import { endRunning } from '../machine/run.mjs';
import { report } from '../machine/trouble.mjs';

/** Runs Jest with its own output shown; returns its exit status and its counts (a file that cannot be loaded counts as failed). */
async function runJest(args, env) {
  // Inside the checkout, because whoever tidies up the system's temporary folder meanwhile must not turn a green run red.
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'test-results-'));
  const results = join(folder, 'results.json');
  try {
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const child = spawn(process.execPath, [jest, '--json', `--outputFile=${results}`, ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    const [code] = await once(child, 'exit');
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests } = JSON.parse(readFileSync(results, 'utf8'));
    return { status: code ?? 1, passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped: numPendingTests };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prepares and runs; arguments go to Jest. */
export async function main(args) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, endRunning);
  try {
    await ensureInstalled();
    const redis = redisVariables(await ensureRedis());
    const chromium = await ensureChromium();
    await ensureBuilt({ withBench: true });
    const { status, passed, failed, skipped } = await runJest(args, { ...process.env, ...redis, CHROMIUM_BIN: chromium });
    if (skipped > 0) console.log(`${skipped} skipped`);
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = status;
  } catch (error) {
    report(error);
  }
}
