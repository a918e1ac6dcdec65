// Which redis-server to run: REDIS_SERVER_BIN, then one on PATH, then one unpacked for this checkout, then a fetched one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fetchDebianRedis } from './redis-debian.mjs';
import { redisFolder } from './root.mjs';
import { onPath } from './run.mjs';
import { stage } from './say.mjs';
import { Trouble } from './trouble.mjs';

const libFolder = { x64: 'usr/lib/x86_64-linux-gnu', arm64: 'usr/lib/aarch64-linux-gnu' };
const oldest = 7;

const install =
  process.platform === 'darwin'
    ? 'brew install redis'
    : process.getuid?.() === 0
      ? 'apt-get update && apt-get install -y redis-server'
      : 'sudo apt-get update && sudo apt-get install -y redis-server';

const remedy = {
  ko: `설치하세요: ${install}. 또는 프로그램을 REDIS_SERVER_BIN으로, 실행 중인 Redis를 REDIS_URL=redis://host:6379로 지정하세요`,
  en: `Install one: ${install}. Or name a program with REDIS_SERVER_BIN, or a running Redis with REDIS_URL=redis://host:6379`,
};

const unpacked = () => ({
  bin: join(redisFolder, 'usr/bin/redis-server'),
  libPath: join(redisFolder, libFolder[process.arch] ?? 'usr/lib'),
});

/** Environment for the found program. */
const envOf = ({ libPath }) => (libPath === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: libPath });

/** What is wrong with a program ({ ko, en }); undefined when it runs and is new enough. */
function faultOf(found) {
  const { error, stdout, stderr } = spawnSync(found.bin, ['--version'], { env: envOf(found), encoding: 'utf8', timeout: 10_000 });
  const version = /(?:redis|valkey) server v=(\d+)\.(\d+)/i.exec(stdout ?? '');
  if (version === null) {
    const reason = error?.message ?? stderr.trim();
    return { ko: `${found.bin} 프로그램이 실행되지 않습니다: ${reason}`, en: `${found.bin} does not run: ${reason}` };
  }
  if (Number(version[1]) >= oldest) return undefined;
  const number = `${version[1]}.${version[2]}`;
  return {
    ko: `${found.bin}: 버전 ${number}입니다. ${oldest}.0 이상이 필요합니다`,
    en: `${found.bin} is version ${number}: ${oldest}.0 or newer is needed`,
  };
}

/** A usable redis-server already on this machine: { bin, libPath? }; undefined when there is none. */
export function findRedis() {
  const named = process.env.REDIS_SERVER_BIN;
  if (named) {
    const found = { bin: named, libPath: process.env.TILLWATCH_REDIS_LIB_PATH };
    const fault = faultOf(found);
    if (fault !== undefined) {
      throw new Trouble(
        { ko: `REDIS_SERVER_BIN: ${fault.ko}`, en: `REDIS_SERVER_BIN: ${fault.en}` },
        { ko: '다른 프로그램을 지정하거나 REDIS_SERVER_BIN을 비우세요', en: 'Name another, or leave it out' },
      );
    }
    return found;
  }
  const candidates = [onPath('redis-server'), onPath('valkey-server')].filter((bin) => bin !== undefined).map((bin) => ({ bin }));
  return [...candidates, ...(existsSync(unpacked().bin) ? [unpacked()] : [])].find((found) => faultOf(found) === undefined);
}

/** A usable redis-server, fetched for this checkout if need be and possible. */
export async function ensureRedis() {
  const found = findRedis();
  if (found !== undefined) return found;
  const problem = await stage(
    {
      ko: 'Redis가 없어 Debian 패키지를 .data/redis-bin에 내려받기 (시스템은 바뀌지 않음)',
      en: 'No Redis here: fetching Debian’s into .data/redis-bin (the system stays as it is)',
    },
    fetchDebianRedis,
  );
  const fault = problem ?? faultOf(unpacked());
  if (fault !== undefined)
    throw new Trouble({ ko: `Redis를 준비하지 못했습니다: ${fault.ko}`, en: `No Redis could be had: ${fault.en}` }, remedy);
  return unpacked();
}

/** The environment variables that name a found program to the product and the tests. */
export const redisVariables = ({ bin, libPath }) => ({
  REDIS_SERVER_BIN: bin,
  ...(libPath === undefined ? {} : { TILLWATCH_REDIS_LIB_PATH: libPath }),
});
