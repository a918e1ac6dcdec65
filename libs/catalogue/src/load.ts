import type { Journey } from '@tillwatch/domain';
import { checkBoard } from './check-board.js';
import { checkJourney } from './check-journey.js';
import { boardFileSchema, toBoard } from './board-file.js';
import { Catalogue } from './catalogue.js';
import { missingDirs, readFolder, type ReadFile } from './config-files.js';
import { CatalogueError, type Fault } from './fault.js';
import type { Finding } from './finding.js';
import { journeyFileSchema, toJourney } from './journey-file.js';
import { metricFileSchema } from './metric-file.js';

/** What checking configuration found: a catalogue where there are no faults. */
export interface CatalogueCheck {
  readonly catalogue: Catalogue | undefined;
  readonly faults: readonly Fault[];
  /** The files that were read. */
  readonly files: readonly string[];
}

/**
 * Reads and checks configuration folders (each with `journeys/`, `boards/`, `metrics/`).
 *
 * @param dirs the shipped folder first; a file of a later one stands in for the one of the same name before it
 */
export function checkCatalogue(dirs: readonly string[]): CatalogueCheck {
  const journeyFiles = readFolder(dirs, 'journeys', journeyFileSchema);
  const boardFiles = readFolder(dirs, 'boards', boardFileSchema);
  const metricFiles = readFolder(dirs, 'metrics', metricFileSchema);
  const journeys = new Map(valuesOf(journeyFiles).map((file): [string, Journey] => [file.id, toJourney(file)]));
  const faults = [
    ...missingDirs(dirs),
    ...faultsOf(journeyFiles, checkJourney),
    ...faultsOf(boardFiles, (file) => (journeyFiles.every((journey) => journey.value) ? checkBoard(file, journeys) : [])),
    ...faultsOf(metricFiles, () => []),
  ];
  const files = [...journeyFiles, ...boardFiles, ...metricFiles].map(({ file }) => file);
  if (faults.length > 0) return { catalogue: undefined, faults, files };
  const boards = valuesOf(boardFiles).map((file) => toBoard(file, journeys));
  const parts = { journeys: [...journeys.values()], boards: boards.filter((board) => board !== undefined), metrics: valuesOf(metricFiles) };
  return { catalogue: new Catalogue(parts), faults, files };
}

/** Like {@link checkCatalogue}. @throws CatalogueError with every fault found */
export function loadCatalogue(dirs: readonly string[]): Catalogue {
  const { catalogue, faults } = checkCatalogue(dirs);
  if (catalogue === undefined) throw new CatalogueError(faults);
  return catalogue;
}

function valuesOf<T>(files: readonly ReadFile<T>[]): T[] {
  return files.map((file) => file.value).filter((value) => value !== undefined);
}

function faultsOf<T extends { id: string }>(files: readonly ReadFile<T>[], check: (value: T) => Finding[]): Fault[] {
  const seen = new Map<string, string>();
  return files.flatMap((read): Fault[] => {
    if (read.value === undefined) return [...read.faults];
    const first = seen.get(read.value.id);
    seen.set(read.value.id, first ?? read.file);
    const taken: Finding[] =
      first === undefined ? [] : [{ path: ['id'], message: { ko: `${first}에서 이미 쓴 id입니다`, en: `this id is taken by ${first}` } }];
    return [...taken, ...check(read.value)].map(({ path, message }) => ({
      file: read.file,
      line: read.lineOf(path),
      path: path.join('.'),
      message,
    }));
  });
}
