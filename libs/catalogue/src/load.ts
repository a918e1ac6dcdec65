import type { Journey } from '@tillwatch/domain';
import { checkBoard } from './check-board.js';
import { checkJourney } from './check-journey.js';
import { boardFileSchema, toBoard } from './board-file.js';
import { Catalogue } from './catalogue.js';
import { missingDirs, readFolder } from './config-files.js';
import { readErrors } from './errors/read-errors.js';
import { CatalogueError, type Fault } from './fault.js';
import { faultsOf, valuesOf } from './file-faults.js';
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
 * Reads and checks configuration folders (each with `journeys/`, `boards/`, `metrics/`, `catalogue/errors/`).
 *
 * @param dirs the shipped folder first; a file of a later one stands in for the one of the same name before it
 */
export function checkCatalogue(dirs: readonly string[]): CatalogueCheck {
  const journeyFiles = readFolder(dirs, 'journeys', journeyFileSchema);
  const boardFiles = readFolder(dirs, 'boards', boardFileSchema);
  const metricFiles = readFolder(dirs, 'metrics', metricFileSchema);
  const errors = readErrors(dirs);
  const journeys = new Map(valuesOf(journeyFiles).map((file): [string, Journey] => [file.id, toJourney(file)]));
  const faults = [
    ...missingDirs(dirs),
    ...faultsOf(journeyFiles, checkJourney),
    ...faultsOf(boardFiles, (file) => (journeyFiles.every((journey) => journey.value) ? checkBoard(file, journeys) : [])),
    ...faultsOf(metricFiles, () => []),
    ...errors.faults,
  ];
  const files = [...journeyFiles, ...boardFiles, ...metricFiles, ...errors.files].map(({ file }) => file);
  if (faults.length > 0) return { catalogue: undefined, faults, files };
  const boards = valuesOf(boardFiles).map((file) => toBoard(file, journeys));
  const shown = { boards: boards.filter((board) => board !== undefined), metrics: valuesOf(metricFiles) };
  return { catalogue: new Catalogue({ journeys: [...journeys.values()], ...shown, errors: errors.vocabulary() }), faults, files };
}

/** Like {@link checkCatalogue}. @throws CatalogueError with every fault found */
export function loadCatalogue(dirs: readonly string[]): Catalogue {
  const { catalogue, faults } = checkCatalogue(dirs);
  if (catalogue === undefined) throw new CatalogueError(faults);
  return catalogue;
}
