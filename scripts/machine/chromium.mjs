// A Chromium for the browser tests.
import { existsSync } from 'node:fs';
import { onPath, run } from './run.mjs';
import { stage } from './say.mjs';
import { Trouble } from './trouble.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPrograms = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
const install = 'apt-get update && apt-get install -y --no-install-recommends chromium';

/** Path of one on this machine, or undefined. */
export function findChromium() {
  const named = process.env.CHROMIUM_BIN;
  if (!named) return names.map(onPath).find((file) => file !== undefined) ?? macPrograms.find((file) => existsSync(file));
  if (!existsSync(named)) throw new Trouble(`CHROMIUM_BIN names ${named}, which is not there`, 'Name another, or leave it out');
  return named;
}

/** Path of a Chromium, installed with apt if need be and this is root. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new Trouble(
      'The browser tests need Chromium, and there is none here',
      `Run: sudo sh -c '${install}' (or name yours with CHROMIUM_BIN)`,
    );
  }
  const { output } = await stage('Installing Chromium (apt-get)', () =>
    run('sh', ['-c', install], { env: { DEBIAN_FRONTEND: 'noninteractive' } }),
  );
  const installed = findChromium();
  if (installed === undefined) throw new Trouble(`Chromium could not be installed: ${output.trim().split('\n').at(-1)}`, `Run: ${install}`);
  return installed;
}
