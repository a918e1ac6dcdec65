// Builds what is stale: the stamp of a build is a hash over all it is made from.
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildLua } from '../build-lua.mjs';
import { same, say } from './language.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { stage } from './say.mjs';
import { Trouble } from './trouble.mjs';

const vite = (config) => ['node_modules/vite/bin/vite.js', 'build', '--config', `apps/wall/${config}`, '--logLevel', 'warn'];
const screens = ['apps/wall', 'libs/domain', 'libs/contract', 'libs/wording'];
const always = ['package-lock.json', 'tsconfig.json'];

const builds = [
  {
    name: { ko: '서버, 명령줄, 시뮬레이터', en: 'server, command line and simulator' },
    stamp: 'dist/node.stamp',
    result: 'dist/node',
    inputs: [...always, 'tsconfig.build.json', 'nest-cli.json', '.swcrc', 'apps/server', 'apps/cli', 'apps/simulator', 'libs'],
    args: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
  },
  {
    name: { ko: '화면', en: 'screens' },
    stamp: 'dist/wall.stamp',
    result: 'dist/wall',
    inputs: [...always, ...screens],
    args: vite('vite.config.ts'),
  },
  {
    name: { ko: '책상 화면', en: 'desk screens' },
    stamp: 'dist/desk.stamp',
    result: 'dist/desk',
    inputs: [...always, ...screens],
    args: vite('vite.desk.config.ts'),
  },
  {
    name: { ko: '서버가 그리는 화면', en: 'pages the server renders' },
    stamp: 'dist/pages.stamp',
    result: 'dist/pages',
    inputs: [...always, ...screens],
    args: vite('vite.pages.config.ts'),
  },
];

/** Measurements and crash tests; no part of the product, built only where they run. */
const bench = {
  name: { ko: '성능 측정과 장애 시험', en: 'measurements and crash tests' },
  stamp: 'dist/bench.stamp',
  result: 'dist/bench',
  inputs: [...always, 'tsconfig.build.json', '.swcrc', 'bench', 'libs'],
  args: ['node_modules/@nestjs/cli/bin/nest.js', 'build', '--config', 'bench/nest-cli.json'],
};

const isInput = (name) => name !== 'node_modules' && !/\.(spec|e2e-spec)\.ts$|\.generated\.ts$|\.md$/.test(name);

/** Every file below a path that a build reads, in a fixed order. */
function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter(isInput)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

function hashOf(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs)
    for (const file of filesOf(join(root, input)))
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const isStale = ({ stamp, result, inputs }) => {
  const file = join(root, stamp);
  return !existsSync(join(root, result)) || !existsSync(file) || readFileSync(file, 'utf8') !== hashOf(inputs);
};

async function build({ stamp, inputs, args }) {
  rmSync(join(root, stamp), { force: true });
  const hash = hashOf(inputs);
  const { status, output } = await run(process.execPath, args);
  if (status !== 0) {
    console.error(output);
    throw new Trouble(
      { ko: '빌드하지 못했습니다. 원인은 위에 있습니다', en: 'The build failed; what it said is above' },
      { ko: '고친 뒤 다시 시작하세요', en: 'Mend that and start again' },
    );
  }
  writeFileSync(join(root, stamp), hash);
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Runs `work` while no other process of this checkout builds; waits for one that does. */
async function alone(work) {
  const file = join(root, 'dist/build.lock');
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (let said = false; ; await sleep(100)) {
    try {
      const lock = openSync(file, 'wx');
      writeSync(lock, String(process.pid));
      closeSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const pid = Number(existsSync(file) ? readFileSync(file, 'utf8') : 0);
    if (pid !== 0 && !isAlive(pid)) rmSync(file, { force: true });
    else if (!said) {
      console.error(
        say({
          ko: `· 이 폴더에서 먼저 시작된 빌드를 기다립니다 (프로세스 ${pid}) …`,
          en: `· Waiting for process ${pid}, which builds in this folder …`,
        }),
      );
    }
    said = true;
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Builds everything that is not up to date, with the measurements and crash tests where they are wanted. */
export async function ensureBuilt({ withBench = false } = {}) {
  const wanted = withBench ? [...builds, bench] : builds;
  if (!wanted.some(isStale)) return;
  await alone(async () => {
    const { faults } = buildLua();
    if (faults.length > 0) {
      throw new Trouble(same(faults.join('\n')), {
        ko: '그 Lua 파일의 머리말을 채우세요 (CONTRIBUTING.md 참고)',
        en: 'Complete the header of that Lua file (see CONTRIBUTING.md)',
      });
    }
    for (const one of wanted.filter(isStale)) {
      await stage({ ko: `${one.name.ko} 빌드`, en: `Building ${one.name.en}` }, () => build(one));
    }
  });
}
