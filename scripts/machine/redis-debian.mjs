// Debian's redis-server without installing it: its packages are downloaded with apt and unpacked into a folder.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { redisFolder } from './root.mjs';
import { onPath, run } from './run.mjs';

/** What redis-server needs beyond a usual Debian; what else a small one lacks is asked of apt. */
const known = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1'];

/** apt options that make it work without root and without touching the system's lists and caches. */
function optionsFor(work, ownLists) {
  const lists = ownLists ? ['-o', `Dir::State::lists=${work}/lists`] : [];
  const cache = ['-o', `Dir::Cache=${work}`, '-o', `Dir::Cache::archives=${work}/archives`];
  const calm = [
    '-qq',
    '-o',
    'APT::Sandbox::User=',
    '-o',
    'Debug::NoLocking=1',
    '-o',
    'Acquire::Retries=1',
    '-o',
    'Acquire::http::Timeout=20',
  ];
  return [...calm, ...lists, ...cache];
}

/** Names of the packages this machine lacks. */
async function missingPackages(options) {
  const { status, output } = await run('apt-get', [...options, 'install', '--print-uris', '-y', '--no-install-recommends', 'redis-server']);
  const names = status === 0 ? [...output.matchAll(/^'[^']+' ([^_\s]+)_/gm)].map((match) => match[1]) : [];
  return [...new Set([...known, ...names])];
}

async function download(work, ownLists) {
  const options = optionsFor(work, ownLists);
  const updated = ownLists ? await run('apt-get', [...options, 'update']) : undefined;
  const result = await run('apt-get', [...options, 'download', ...(await missingPackages(options))], { cwd: join(work, 'debs') });
  return { status: result.status, output: `${updated?.output ?? ''}${result.output}` };
}

/** The line of apt's output that says most. */
const reasonIn = (output) => {
  const lines = output.trim().split('\n');
  return lines.find((line) => /could not|failed to fetch|unable to|no space/i.test(line)) ?? lines.at(-1);
};

const notDebian = {
  ko: 'Debian이나 Ubuntu가 아니어서 내려받을 수 없습니다',
  en: 'this is no Debian or Ubuntu, where it could be fetched',
};
const downloadFailed = (reason) => ({ ko: `apt-get download 실패: ${reason}`, en: `apt-get download failed: ${reason}` });
const notUnpacked = (file, reason) => ({ ko: `${file} 압축을 풀 수 없습니다: ${reason}`, en: `${file} cannot be unpacked: ${reason}` });

/** Fetches and unpacks it. Returns what went wrong ({ ko, en }), undefined when nothing did. */
export async function fetchDebianRedis() {
  if (process.platform !== 'linux' || !onPath('apt-get') || !onPath('dpkg-deb')) return notDebian;
  const work = join(dirname(redisFolder), `redis-fetch-${process.pid}`);
  try {
    for (const folder of ['lists/partial', 'archives/partial', 'debs', 'root']) mkdirSync(join(work, folder), { recursive: true });
    let result = await download(work, false);
    if (result.status !== 0) result = await download(work, true);
    if (result.status !== 0) return downloadFailed(reasonIn(result.output));
    for (const file of readdirSync(join(work, 'debs'))) {
      const { status, output } = await run('dpkg-deb', ['-x', join(work, 'debs', file), join(work, 'root')]);
      if (status !== 0) return notUnpacked(file, output.trim());
    }
    rmSync(redisFolder, { recursive: true, force: true });
    renameSync(join(work, 'root'), redisFolder);
    return undefined;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
