import { CatalogueError, type Fault } from '@tillwatch/catalogue';
import type { MapSpec } from '../map/map-schema.js';
import { readMap } from '../map/read-map.js';
import { UsageError } from '../usage-error.js';

/** Reads a map file that the command line names. @throws UsageError where it cannot be read, CatalogueError with its faults */
export function readMapFile(path: string): MapSpec {
  try {
    return readMap(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code !== 'string') throw error;
    throw new UsageError({ ko: `맵 파일을 읽을 수 없습니다: ${path} (${code})`, en: `cannot read the map file ${path} (${code})` });
  }
}

/** What is wrong in map files. @throws UsageError where one cannot be read */
export function mapFaults(paths: readonly string[]): Fault[] {
  return paths.flatMap((path) => {
    try {
      readMapFile(path);
      return [];
    } catch (error) {
      if (error instanceof CatalogueError) return [...error.faults];
      throw error;
    }
  });
}

/** Takes `--map FILE` out of options that are read elsewhere, as often as it is there. */
export function takeMaps(args: readonly string[]): { readonly maps: readonly string[]; readonly rest: readonly string[] } {
  const [maps, rest]: [string[], string[]] = [[], []];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const next = args[at + 1];
    if (arg.startsWith('--map=')) maps.push(arg.slice('--map='.length));
    else if (arg !== '--map') rest.push(arg);
    else if (next === undefined) throw new UsageError({ ko: '--map에는 파일이 필요합니다', en: '--map takes a file' });
    else {
      maps.push(next);
      at += 1;
    }
  }
  return { maps, rest };
}
