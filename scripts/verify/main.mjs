import { join } from 'node:path';
import { buildLua } from '../build-lua.mjs';
import { ensureInstalled } from '../machine/packages.mjs';
import { root } from '../machine/root.mjs';
import { run } from '../machine/run.mjs';
import { report } from '../machine/trouble.mjs';
import { dependencyFaults } from './dependencies.mjs';
import { docPathFaults } from './doc-paths.mjs';
import { licenceFaults } from './licences.mjs';

const tool = (path, ...args) => run(process.execPath, [join(root, 'node_modules', path), ...args]);

// A rule that knows types may judge a file by another one that changed since; so the last word, in CI, is said without a cache.
const lintCache = process.env.CI ? [] : ['--cache', '--cache-location', 'node_modules/.cache/eslint/', '--cache-strategy', 'content'];

/** A check of our own as a step: it fails when it finds faults. */
const faultless = (find) => () => {
  const faults = find();
  return Promise.resolve({ status: faults.length === 0 ? 0 : 1, output: faults.join('\n') });
};

/** The steps by name, the longest first: two run at a time. */
const steps = {
  lint: () => tool('eslint/bin/eslint.js', '.', ...lintCache),
  screens: () => tool('svelte-check/bin/svelte-check', '--tsconfig', 'apps/wall/tsconfig.json', '--fail-on-warnings', '--output', 'human'),
  types: () => tool('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'),
  tests: () => tool('jest/bin/jest.js', '--selectProjects=small', '--silent'),
  format: () => tool('prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'),
  architecture: () => tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'libs', 'apps'),
  docs: faultless(docPathFaults),
  licences: faultless(licenceFaults),
  dependencies: faultless(dependencyFaults),
};

async function runStep(name) {
  const start = performance.now();
  const { status, output } = await steps[name]();
  const time = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  console.log(`${status === 0 ? '✓' : '✗'} ${name.padEnd(14)} ${time}`);
  if (status !== 0) console.log(output.replace(/^/gm, '    '));
  return status === 0;
}

/** Runs the named steps, all of them without names; sets the exit status. */
export async function main(names) {
  try {
    const queue = Object.keys(steps).filter((name) => names.length === 0 || names.includes(name));
    await ensureInstalled();
    const { faults } = buildLua();
    for (const fault of faults) console.log(`✗ lua  ${fault}`);
    const results = [];
    const worker = async () => {
      for (let name = queue.shift(); name !== undefined; name = queue.shift()) results.push(await runStep(name));
    };
    await Promise.all([worker(), worker()]);
    if (faults.length > 0 || !results.every(Boolean)) process.exitCode = 1;
  } catch (error) {
    report(error);
  }
}
