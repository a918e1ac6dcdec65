import type { ReadFile } from './config-files.js';
import type { Fault } from './fault.js';
import type { Finding } from './finding.js';

/** What could be read of files. */
export function valuesOf<T>(files: readonly ReadFile<T>[]): T[] {
  return files.map((file) => file.value).filter((value) => value !== undefined);
}

/** The faults of one file: of its shape, or where that is well what `check` finds. */
export function faultsIn<T>(read: ReadFile<T>, check: (value: T) => readonly Finding[]): Fault[] {
  if (read.value === undefined) return [...read.faults];
  return check(read.value).map(({ path, message }) => ({ file: read.file, line: read.lineOf(path), path: path.join('.'), message }));
}

/** The faults of files that are known by their id, which no two may share. */
export function faultsOf<T extends { id: string }>(files: readonly ReadFile<T>[], check: (value: T) => readonly Finding[]): Fault[] {
  return faultsBy('id', files, check);
}

/** The same of files that are known by what stands at `key`. */
export function faultsBy<K extends string, T extends Record<K, string>>(
  key: K,
  files: readonly ReadFile<T>[],
  check: (value: T) => readonly Finding[],
): Fault[] {
  const seen = new Map<string, string>();
  return files.flatMap((read): Fault[] => {
    if (read.value === undefined) return [...read.faults];
    const first = seen.get(read.value[key]);
    seen.set(read.value[key], first ?? read.file);
    const taken: Finding[] =
      first === undefined
        ? []
        : [{ path: [key], message: { ko: `${first}에서 이미 쓴 ${key}입니다`, en: `this ${key} is taken by ${first}` } }];
    return faultsIn(read, (value) => [...taken, ...check(value)]);
  });
}
