import type { LocalisedText } from '@tillwatch/domain';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'yaml';
import type { AppConfig } from './app-config.js';
import type { ConfigFault } from './config-error.js';
import type { RawValue } from './readers.js';
import { same } from './same.js';
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

const NO_OPTION: LocalisedText = { ko: '없는 옵션입니다', en: 'no such option' };
const NO_SETTING: LocalisedText = { ko: '없는 설정입니다', en: 'no such setting' };

const oneOf = (words: readonly string[]): LocalisedText => ({ ko: `쓸 수 있는 것: ${words.join(', ')}`, en: `one of ${words.join(', ')}` });

const flags = (): string[] => SETTING_KEYS.flatMap((key) => SETTINGS[key].flag ?? []);

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
    return { fault: { source: word, found: NO_OPTION, expected: oneOf(flags()) }, used: 1 };
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
  const fault = (found: LocalisedText, expected: LocalisedText): Place => ({ said: {}, faults: [{ source: file, found, expected }] });
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fault(same(reason), { ko: '읽을 수 있는 YAML이어야 합니다', en: 'readable YAML' });
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return fault(
      { ko: '설정이 "이름: 값"으로 적혀 있지 않습니다', en: 'not a mapping' },
      { ko: '설정마다 한 번씩 "이름: 값"으로 적으세요', en: 'one key per setting' },
    );
  }
  const entries: [string, unknown][] = Object.entries(content);
  const known = (name: string): name is keyof AppConfig => SETTING_KEYS.some((key) => key === name);
  return {
    said: Object.fromEntries(
      entries.filter(([name]) => known(name)).map(([name, value]) => [name, { value, folder: dirname(file), source: `${file}: ${name}` }]),
    ),
    faults: entries
      .filter(([name]) => !known(name))
      .map(([name]) => ({ source: `${file}: ${name}`, found: NO_SETTING, expected: oneOf(SETTING_KEYS) })),
  };
}
