// node_modules as package-lock.json says.
import { readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { stage } from './say.mjs';
import { Trouble } from './trouble.mjs';

const neededBytes = 700 * 1024 * 1024;

const packagesIn = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** npm writes node_modules/.package-lock.json as the last thing of an install, so a broken-off one is seen as well. */
function isInstalled() {
  try {
    const installed = packagesIn('node_modules/.package-lock.json');
    return Object.entries(packagesIn('package-lock.json')).every(
      ([path, { version, optional }]) =>
        path === '' || (installed[path] === undefined ? optional === true : installed[path].version === version),
    );
  } catch {
    return false; // no node_modules
  }
}

const troubles = [
  [/ENOSPC|EDQUOT/, 'No space left to install the packages', 'Free some space (about 700 MB are needed) and start again'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|network/,
    'The package registry cannot be reached',
    'Check the network (or `npm config get registry`, `npm config get proxy`) and start again; an installed node_modules needs no network',
  ],
  [
    /EACCES|EROFS|EPERM/,
    `${root} cannot be written by this user`,
    'Give this user the folder (chown), or clone the project into one of your own',
  ],
];

/** npm's own waits between tries add up to minutes where there is no network. */
const shortWaits = ['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=8000'];

/** npm as it was called, or the one on PATH. */
const npm = () => (process.env.npm_execpath?.endsWith('.js') ? [process.execPath, [process.env.npm_execpath]] : ['npm', []]);

/** Installs the packages unless they are there. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < neededBytes) throw new Trouble(troubles[0][1], troubles[0][2]);
  const [command, first] = npm();
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', ...shortWaits];
  const { status, output } = await stage('Installing packages (npm ci)', () => run(command, args));
  if (status === 0) return;
  const [, message, remedy] = troubles.find(([pattern]) => pattern.test(output)) ?? [];
  if (message === undefined) console.error(output);
  throw new Trouble(message ?? 'npm ci failed; what it said is above', remedy ?? 'Mend that and start again');
}
