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
  const seen = new Map<string, string>();
  return files.flatMap((read): Fault[] => {
    if (read.value === undefined) return [...read.faults];
    const first = seen.get(read.value.id);
    seen.set(read.value.id, first ?? read.file);
    const taken: Finding[] =
      first === undefined ? [] : [{ path: ['id'], message: { ko: `${first}에서 이미 쓴 id입니다`, en: `this id is taken by ${first}` } }];
    return faultsIn(read, (value) => [...taken, ...check(value)]);
  });
}
