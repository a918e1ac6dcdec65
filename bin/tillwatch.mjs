#!/usr/bin/env node
// `npx tillwatch …` in a checkout: builds what is stale, then runs the command line program. `start` is what `npm start` is.
import { spawn } from 'node:child_process';
import { nodeIsNewEnough } from '../scripts/machine/node-version.mjs';

/** The command line program with the machine's Redis and Chromium named to it. */
async function runCommand(args) {
  const { ensureBuilt } = await import('../scripts/machine/build.mjs');
  const { findChromium } = await import('../scripts/machine/chromium.mjs');
  const { ensureInstalled } = await import('../scripts/machine/packages.mjs');
  const { findRedis, redisVariables } = await import('../scripts/machine/redis.mjs');
  const { programs } = await import('../scripts/machine/root.mjs');
  await ensureInstalled();
  await ensureBuilt();
  const redis = findRedis();
  const chromium = findChromium();
  const env = { ...process.env, ...(redis && redisVariables(redis)), ...(chromium && { CHROMIUM_BIN: chromium }) };
  // Room for what lives a second, in MB: by turns a backtest took in 54,000 to 58,000 events a second with it, 45,000 to 51,000 without.
  const child = spawn(process.execPath, ['--enable-source-maps', '--max-semi-space-size=64', programs.cli, ...args], {
    stdio: 'inherit',
    env,
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
}

/** `tillwatch start` leaves the demo shop out unless asked for it. */
async function start(args) {
  const { main } = await import('../scripts/start/main.mjs');
  await main(args.includes('--demo') ? args : [...args, '--no-demo']);
}

if (nodeIsNewEnough()) {
  const [command, ...rest] = process.argv.slice(2);
  const { report } = await import('../scripts/machine/trouble.mjs');
  await (command === 'start' ? start(rest) : runCommand(process.argv.slice(2))).catch(report);
}
