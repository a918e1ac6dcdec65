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

const noSpace = {
  pattern: /ENOSPC|EDQUOT/,
  message: { ko: '패키지를 설치할 공간이 없습니다', en: 'No space left to install the packages' },
  remedy: {
    ko: '공간을 700 MB쯤 비운 뒤 다시 시작하세요',
    en: 'Free some space (about 700 MB are needed) and start again',
  },
};

const troubles = [
  noSpace,
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|network/,
    message: { ko: '패키지 저장소에 연결할 수 없습니다', en: 'The package registry cannot be reached' },
    remedy: {
      ko: '네트워크(또는 `npm config get registry`, `npm config get proxy`)를 확인하고 다시 시작하세요. node_modules가 이미 설치돼 있으면 네트워크가 필요 없습니다',
      en: 'Check the network (or `npm config get registry`, `npm config get proxy`) and start again; an installed node_modules needs no network',
    },
  },
  {
    pattern: /EACCES|EROFS|EPERM/,
    message: { ko: `이 사용자는 ${root} 폴더에 쓸 수 없습니다`, en: `${root} cannot be written by this user` },
    remedy: {
      ko: '폴더를 이 사용자의 것으로 바꾸거나(chown), 쓸 수 있는 폴더에 프로젝트를 복제하세요',
      en: 'Give this user the folder (chown), or clone the project into one of your own',
    },
  },
];

const unknownTrouble = {
  message: { ko: 'npm ci가 실패했습니다. 원인은 위에 있습니다', en: 'npm ci failed; what it said is above' },
  remedy: { ko: '고친 뒤 다시 시작하세요', en: 'Mend that and start again' },
};

/** npm's own waits between tries add up to minutes where there is no network. */
const shortWaits = ['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=8000'];

/** npm as it was called, or the one on PATH. */
const npm = () => (process.env.npm_execpath?.endsWith('.js') ? [process.execPath, [process.env.npm_execpath]] : ['npm', []]);

/** Installs the packages unless they are there. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < neededBytes) throw new Trouble(noSpace.message, noSpace.remedy);
  const [command, first] = npm();
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', ...shortWaits];
  const { status, output } = await stage({ ko: '패키지 설치 (npm ci)', en: 'Installing packages (npm ci)' }, () => run(command, args));
  if (status === 0) return;
  const trouble = troubles.find(({ pattern }) => pattern.test(output)) ?? unknownTrouble;
  if (trouble === unknownTrouble) console.error(output);
  throw new Trouble(trouble.message, trouble.remedy);
}
