import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { failed, passed, textOf, type Check } from './check.js';

const INSTALL = 'Only the tests need it. Debian: sudo apt-get install -y --no-install-recommends chromium; or name yours with CHROMIUM_BIN';

/** Is there a Chromium for the browser tests? `bin` undefined: none was found. */
export async function checkChromium(bin: string | undefined = process.env['CHROMIUM_BIN']): Promise<Check> {
  if (bin === undefined) return failed('chromium', 'No Chromium found', INSTALL);
  try {
    const { stdout } = await promisify(execFile)(bin, ['--version', '--no-sandbox'], { timeout: 10_000 });
    return passed('chromium', `${stdout.trim()} (${bin})`);
  } catch (error) {
    return failed('chromium', `${bin} does not run: ${textOf(error)}`, INSTALL);
  }
}
