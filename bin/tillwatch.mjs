#!/usr/bin/env node
// `npx tillwatch …` in a checkout: builds what is stale, then runs the command line app.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../scripts/root.mjs';
import { ensureBuilt } from '../scripts/stages.mjs';

await ensureBuilt({ quiet: true });
const main = join(root, 'dist/node/apps/cli/src/main.js');
const child = spawn(process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 128 : 1);
});
