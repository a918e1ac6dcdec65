import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig } from './app-config.js';
import { ConfigError, type ConfigFault } from './config-error.js';
import { installRoot } from './install-root.js';
import { saidByArguments, saidByEnvironment, saidByFile, type Environment, type Place } from './said.js';
import { same } from './same.js';
import { SETTING_KEYS, SETTINGS } from './settings.js';

/** Where a configuration is read from; all of it defaults to this process. */
export interface ConfigSources {
  /** Command line without program names. Default: none. */
  readonly args?: readonly string[];
  readonly env?: Environment;
  /** Folder that relative paths in arguments and environment start from. */
  readonly cwd?: string;
  /** Installation folder: holds `config/` and the default `.data/`. */
  readonly root?: string;
}

const unset = (root: string): AppConfig => ({
  port: 3210,
  listen: '127.0.0.1',
  publicUrl: undefined,
  dataDir: join(root, '.data'),
  redisUrl: undefined,
  redisServerBin: 'redis-server',
  redisLibPath: undefined,
  configDirs: [],
  demo: true,
  timeZone: 'Asia/Seoul',
  logLevel: 'info',
  eventsPerSecond: 50_000,
  outboundAllow: [],
});

/** The tillwatch.yaml in use: beside an overlay's files if there is one, else in the installation folder. */
function configFile(overlays: readonly string[], root: string): string | undefined {
  return [...overlays]
    .reverse()
    .concat(root)
    .map((folder) => join(folder, 'tillwatch.yaml'))
    .find((file) => existsSync(file));
}

/** What the places say of one setting: the value of the nearest place that speaks, or the fault in it. */
function settle(key: keyof AppConfig, places: readonly Place[]): { value?: unknown; fault?: ConfigFault } {
  const said = places.map((place) => place.said[key]).find((one) => one !== undefined);
  if (said === undefined) return {};
  const value: unknown = SETTINGS[key].read(said);
  return value === undefined
    ? { fault: { source: said.source, found: same(JSON.stringify(said.value)), expected: SETTINGS[key].expected } }
    : { value };
}

/**
 * Reads the configuration: command line over environment over tillwatch.yaml over defaults.
 * Throws a ConfigError that lists every fault of every place at once. The result is frozen.
 */
export function loadConfig(sources: ConfigSources = {}): AppConfig {
  const { args = [], env = process.env, cwd = process.cwd(), root = installRoot() } = sources;
  const near = [saidByArguments(args, cwd), saidByEnvironment(env, cwd)];
  const overlays = near.map((place) => place.said.configDirs).find((said) => said !== undefined);
  const file = configFile((overlays && SETTINGS.configDirs.read(overlays)) ?? [], root);
  const places = file === undefined ? near : [...near, saidByFile(file)];
  const faults = places.flatMap((place) => place.faults);
  const settled: Partial<Record<keyof AppConfig, unknown>> = {};
  for (const key of SETTING_KEYS) {
    const { value, fault } = settle(key, places);
    if (fault !== undefined) faults.push(fault);
    if (value !== undefined) settled[key] = value;
  }
  if (faults.length > 0) throw new ConfigError(faults);
  // Sound because each value came from the reader of its own key.
  const config = { ...unset(root), ...(settled as Partial<AppConfig>) };
  return Object.freeze({ ...config, configDirs: Object.freeze([join(root, 'config'), ...config.configDirs]) });
}
