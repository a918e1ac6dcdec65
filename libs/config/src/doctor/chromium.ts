import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { same } from '../same.js';
import { failed, passed, textOf, type Check } from './check.js';

const NAME = same('chromium');
const INSTALL = {
  ko: '테스트에만 필요합니다. Debian: sudo apt-get install -y --no-install-recommends chromium. 이미 있으면 CHROMIUM_BIN으로 지정하세요',
  en: 'Only the tests need it. Debian: sudo apt-get install -y --no-install-recommends chromium; or name yours with CHROMIUM_BIN',
};

/** Is there a Chromium for the browser tests? `bin` undefined: none was found. */
export async function checkChromium(bin: string | undefined = process.env['CHROMIUM_BIN']): Promise<Check> {
  if (bin === undefined) return failed(NAME, { ko: 'Chromium이 없습니다', en: 'No Chromium found' }, INSTALL);
  try {
    const { stdout } = await promisify(execFile)(bin, ['--version', '--no-sandbox'], { timeout: 10_000 });
    return passed(NAME, same(`${stdout.trim()} (${bin})`));
  } catch (error) {
    const reason = textOf(error);
    return failed(NAME, { ko: `${bin} 프로그램이 실행되지 않습니다: ${reason}`, en: `${bin} does not run: ${reason}` }, INSTALL);
  }
}
