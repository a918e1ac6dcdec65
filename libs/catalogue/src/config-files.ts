import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Fault } from './fault.js';
import { readYaml, type YamlReading } from './read-yaml.js';

/** One configuration file with what was read of it. */
export interface ReadFile<T> extends YamlReading<T> {
  readonly file: string;
}

/**
 * Reads the `*.yaml` files of `folder` in all directories; a file of a later directory stands in for the one of the
 * same name in an earlier one. Sorted by file name, so that the outcome does not depend on the disk.
 *
 * @param belongs which files of the folder, by name, are of this kind
 */
export function readFolder<T>(
  dirs: readonly string[],
  folder: string,
  schema: z.ZodType<T>,
  belongs: (name: string) => boolean = () => true,
): ReadFile<T>[] {
  const paths = new Map<string, string>();
  for (const dir of dirs) {
    const path = join(dir, folder);
    if (!existsSync(path)) continue;
    for (const file of readdirSync(path)) {
      const name = file.replace(/\.yml$/, '.yaml');
      if (name.endsWith('.yaml') && belongs(name)) paths.set(name, join(path, file));
    }
  }
  return [...paths]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, file]) => ({ file, ...readYaml(file, readFileSync(file, 'utf8'), schema) }));
}

/** A fault for each directory that is not there, so that a mistyped `--config` is not taken for an empty one. */
export function missingDirs(dirs: readonly string[]): Fault[] {
  return dirs
    .filter((dir) => !existsSync(dir))
    .map((file) => ({ file, line: 0, path: '', message: { ko: '없는 폴더입니다', en: 'no such folder' } }));
}
