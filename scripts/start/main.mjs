// Gets what is missing, checks the machine, then runs the product and the demo shop until told to stop.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ensureBuilt } from '../machine/build.mjs';
import { ensureInstalled } from '../machine/packages.mjs';
import { ensureRedis, redisVariables } from '../machine/redis.mjs';
import { root } from '../machine/root.mjs';
import { endRunning } from '../machine/run.mjs';
import { report, Trouble } from '../machine/trouble.mjs';
import { Product } from './product.mjs';

const configLib = () => import(pathToFileURL(join(root, 'dist/node/libs/config/src/index.js')).href);

/** The checked configuration; faults are told all at once. */
async function configOf({ loadConfig, ConfigError }, args) {
  try {
    return loadConfig({ args });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Trouble(
      `The configuration has faults:\n  ${error.message.split('\n').join('\n  ')}`,
      'Mend them and start again; npm start -- --help lists all settings',
    );
  }
}

/** The command line's help, from the table of settings. */
function help({ SETTINGS }) {
  const lines = Object.entries(SETTINGS).map(([key, { flag, takes, env, help: text }]) => {
    const option = flag === undefined ? '' : takes === undefined ? `${flag}, ${flag.replace('--', '--no-')}` : `${flag} ${takes}`;
    return `  ${option.padEnd(20)} ${env.padEnd(28)} ${text} [${key}]`;
  });
  return [
    'npm start -- [options]',
    '',
    `  ${'option'.padEnd(20)} ${'environment'.padEnd(28)} meaning [key in tillwatch.yaml]`,
    ...lines,
  ].join('\n');
}

/** Everything a start needs of this machine. */
async function check({ checksBeforeStart }, config) {
  const faults = (await checksBeforeStart(config)).filter(({ ok }) => !ok).map(({ message, remedy }) => new Trouble(message, remedy));
  const last = faults.pop();
  faults.forEach(report);
  if (last !== undefined) throw last;
}

async function prepare(args) {
  if (process.platform === 'win32') throw new Trouble('Windows alone is not supported', 'Use WSL 2, or: docker compose up');
  await ensureInstalled();
  await ensureBuilt();
  const lib = await configLib();
  if (args.includes('--help')) {
    console.log(help(lib));
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
export async function main(args) {
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
