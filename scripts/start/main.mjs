// Gets what is missing, checks the machine, then runs the product and the demo shop until told to stop.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ensureBuilt } from '../machine/build.mjs';
import { language, withoutLanguage } from '../machine/language.mjs';
import { ensureInstalled } from '../machine/packages.mjs';
import { ensureRedis, redisVariables } from '../machine/redis.mjs';
import { root } from '../machine/root.mjs';
import { endRunning } from '../machine/run.mjs';
import { report, Trouble } from '../machine/trouble.mjs';
import { help } from './help.mjs';
import { Product } from './product.mjs';

const configLib = () => import(pathToFileURL(join(root, 'dist/node/libs/config/src/index.js')).href);

/** The checked configuration; faults are told all at once. */
async function configOf({ loadConfig, ConfigError }, args) {
  try {
    return loadConfig({ args });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const indented = (lines) => lines.split('\n').join('\n  ');
    throw new Trouble(
      {
        ko: `설정에 고칠 곳이 있습니다:\n  ${indented(error.text.ko)}`,
        en: `The configuration has faults:\n  ${indented(error.text.en)}`,
      },
      {
        ko: '고친 뒤 다시 시작하세요. npm start -- --help에서 모든 설정을 볼 수 있습니다',
        en: 'Mend them and start again; npm start -- --help lists all settings',
      },
    );
  }
}

/** Everything a start needs of this machine. */
async function check({ checksBeforeStart }, config) {
  const faults = (await checksBeforeStart(config)).filter(({ ok }) => !ok).map(({ message, remedy }) => new Trouble(message, remedy));
  const last = faults.pop();
  faults.forEach(report);
  if (last !== undefined) throw last;
}

async function prepare(args) {
  if (process.platform === 'win32') {
    throw new Trouble(
      { ko: 'Windows에서는 바로 실행할 수 없습니다', en: 'Windows alone is not supported' },
      { ko: 'WSL 2를 쓰거나 다음을 실행하세요: docker compose up', en: 'Use WSL 2, or: docker compose up' },
    );
  }
  await ensureInstalled();
  await ensureBuilt();
  const lib = await configLib();
  if (args.includes('--help')) {
    console.log(help(lib.SETTINGS));
    return undefined;
  }
  const config = await configOf(lib, args);
  const redis = config.redisUrl === undefined ? redisVariables(await ensureRedis()) : {};
  Object.assign(process.env, redis);
  const checked = await configOf(lib, args);
  await check(lib, checked);
  return checked;
}

/** Runs until the product ends; the exit status is the product's. */
export async function main(argv) {
  const args = withoutLanguage(argv);
  process.env.TILLWATCH_LANG = language; // the programs it runs talk in the same
  let product;
  let stopping = false;
  const stop = (signal) => {
    process.exitCode = signal === 'SIGINT' ? 130 : 143;
    if (product === undefined) {
      endRunning();
      process.exit();
    }
    product.stop({ atOnce: stopping });
    stopping = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
  try {
    const config = await prepare(args);
    if (config === undefined) return;
    product = new Product(args, config);
    const status = await product.run();
    process.exitCode = stopping ? 0 : status;
  } catch (error) {
    report(error);
  }
}
