import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'yaml';
import type { AppConfig } from './app-config.js';
import type { ConfigFault } from './config-error.js';
import type { RawValue } from './readers.js';
import { SETTING_KEYS, SETTINGS } from './settings.js';

/** A setting as somebody wrote it somewhere. */
export interface Said extends RawValue {
  /** Where, as a fault names it. */
  readonly source: string;
}

/** What one place says: settings by name, and what it said that is no setting. */
export interface Place {
  readonly said: Partial<Record<keyof AppConfig, Said>>;
  readonly faults: readonly ConfigFault[];
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const flagList = (): string => SETTING_KEYS.flatMap((key) => SETTINGS[key].flag ?? []).join(', ');

const keyOfFlag = (flag: string): keyof AppConfig | undefined => SETTING_KEYS.find((key) => SETTINGS[key].flag === flag);

/** Reads one argument at `index`; returns how many were used. */
function readArgument(
  args: readonly string[],
  index: number,
  cwd: string,
): { key?: keyof AppConfig; said?: Said; fault?: ConfigFault; used: number } {
  const [word = '', inline] = (args[index] ?? '').split(/=(.*)/s);
  const key = keyOfFlag(word.replace(/^--no-/, '--'));
  const takes = key === undefined ? undefined : SETTINGS[key].takes;
  if (key === undefined || (word.startsWith('--no-') && takes !== undefined)) {
    return { fault: { source: word, found: 'no such option', expected: `one of ${flagList()}` }, used: 1 };
  }
  if (takes === undefined) return { key, said: { value: inline ?? !word.startsWith('--no-'), folder: cwd, source: word }, used: 1 };
  const value = inline ?? args[index + 1];
  return { key, said: { value: value ?? '', folder: cwd, source: word }, used: inline === undefined ? 2 : 1 };
}

/** What the command line says; the last mention of a setting counts. */
export function saidByArguments(args: readonly string[], cwd: string): Place {
  const said: Partial<Record<keyof AppConfig, Said>> = {};
  const faults: ConfigFault[] = [];
  for (let index = 0; index < args.length;) {
    const read = readArgument(args, index, cwd);
    if (read.key !== undefined && read.said !== undefined) said[read.key] = read.said;
    if (read.fault !== undefined) faults.push(read.fault);
    index += read.used;
  }
  return { said, faults };
}

/** What the environment says; empty variables say nothing. */
export function saidByEnvironment(env: Environment, cwd: string): Place {
  const said: Partial<Record<keyof AppConfig, Said>> = {};
  for (const key of SETTING_KEYS) {
    const name = SETTINGS[key].env;
    const value = env[name];
    if (value !== undefined && value !== '') said[key] = { value, folder: cwd, source: name };
  }
  return { said, faults: [] };
}

/** What a tillwatch.yaml says. Relative paths in it start from its own folder. */
export function saidByFile(file: string): Place {
  const fault = (source: string, found: string, expected: string): Place => ({ said: {}, faults: [{ source, found, expected }] });
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    return fault(file, error instanceof Error ? error.message : String(error), 'readable YAML');
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return fault(file, 'not a mapping', 'one key per setting');
  const entries: [string, unknown][] = Object.entries(content);
  const known = (name: string): name is keyof AppConfig => SETTING_KEYS.some((key) => key === name);
  return {
    said: Object.fromEntries(
      entries.filter(([name]) => known(name)).map(([name, value]) => [name, { value, folder: dirname(file), source: `${file}: ${name}` }]),
    ),
    faults: entries
      .filter(([name]) => !known(name))
      .map(([name]) => ({ source: `${file}: ${name}`, found: 'no such setting', expected: `one of ${SETTING_KEYS.join(', ')}` })),
  };
}
