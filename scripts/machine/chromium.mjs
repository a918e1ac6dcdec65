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
  if (!existsSync(named)) {
    throw new Trouble(
      { ko: `CHROMIUM_BIN에 적힌 ${named} 파일이 없습니다`, en: `CHROMIUM_BIN names ${named}, which is not there` },
      { ko: '다른 프로그램을 지정하거나 CHROMIUM_BIN을 비우세요', en: 'Name another, or leave it out' },
    );
  }
  return named;
}

/** Path of a Chromium, installed with apt if need be and this is root. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new Trouble(
      { ko: '브라우저 테스트에 필요한 Chromium이 없습니다', en: 'The browser tests need Chromium, and there is none here' },
      {
        ko: `다음을 실행하세요: sudo sh -c '${install}' (이미 있으면 CHROMIUM_BIN으로 지정하세요)`,
        en: `Run: sudo sh -c '${install}' (or name yours with CHROMIUM_BIN)`,
      },
    );
  }
  const { output } = await stage({ ko: 'Chromium 설치 (apt-get)', en: 'Installing Chromium (apt-get)' }, () =>
    run('sh', ['-c', install], { env: { DEBIAN_FRONTEND: 'noninteractive' } }),
  );
  const installed = findChromium();
  if (installed === undefined) {
    const reason = output.trim().split('\n').at(-1);
    throw new Trouble(
      { ko: `Chromium을 설치하지 못했습니다: ${reason}`, en: `Chromium could not be installed: ${reason}` },
      { ko: `다음을 실행하세요: ${install}`, en: `Run: ${install}` },
    );
  }
  return installed;
}
