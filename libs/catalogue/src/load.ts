import type { Journey } from '@tillwatch/domain';
import { checkJourney } from './check-journey.js';
import { Catalogue } from './catalogue.js';
import { missingDirs, readFolder } from './config-files.js';
import { readErrors } from './errors/read-errors.js';
import { CatalogueError, type Fault } from './fault.js';
import { faultsOf, valuesOf } from './file-faults.js';
import { journeyFileSchema, toJourney } from './journey-file.js';
import { readMaintenance } from './maintenance/read-maintenance.js';
import { metricFileSchema } from './metric-file.js';
import { readNotifications } from './notifications/read-notifications.js';
import { readPolicies } from './policies/read-policies.js';
import { readBoards } from './read-boards.js';

/** What checking configuration found: a catalogue where there are no faults. */
export interface CatalogueCheck {
  readonly catalogue: Catalogue | undefined;
  readonly faults: readonly Fault[];
  /** The files that were read. */
  readonly files: readonly string[];
}

/**
 * Reads and checks configuration folders (each with `journeys/`, `policies/`, `maintenance/`, `channels/`, `notifications/`, `boards/`,
 * `metrics/`, `catalogue/errors/`).
 *
 * @param dirs the shipped folder first; a file of a later one stands in for the one of the same name before it
 */
export function checkCatalogue(dirs: readonly string[]): CatalogueCheck {
  const journeyFiles = readFolder(dirs, 'journeys', journeyFileSchema);
  const metricFiles = readFolder(dirs, 'metrics', metricFileSchema);
  const journeys = new Map(valuesOf(journeyFiles).map((file): [string, Journey] => [file.id, toJourney(file)]));
  const known = journeyFiles.every((file) => file.value) ? journeys : undefined;
  const boards = readBoards(dirs, known);
  const policies = readPolicies(dirs, known);
  const maintenance = readMaintenance(dirs, known);
  const notifications = readNotifications(dirs, known);
  const errors = readErrors(dirs);
  const others = [boards, policies, maintenance, notifications, errors];
  const faults = [
    ...missingDirs(dirs),
    ...faultsOf(journeyFiles, checkJourney),
    ...faultsOf(metricFiles, () => []),
    ...others.flatMap((reading) => reading.faults),
  ];
  const files = [...journeyFiles, ...metricFiles, ...others.flatMap((reading) => reading.files)].map(({ file }) => file);
  if (faults.length > 0) return { catalogue: undefined, faults, files };
  const shown = { boards: boards.boards(), metrics: valuesOf(metricFiles) };
  const judged = { policies: policies.policies(), maintenance: maintenance.maintenance(), notifications: notifications.settings() };
  const catalogue = new Catalogue({ journeys: [...journeys.values()], ...shown, ...judged, errors: errors.vocabulary() });
  return { catalogue, faults, files };
}

/** Like {@link checkCatalogue}. @throws CatalogueError with every fault found */
export function loadCatalogue(dirs: readonly string[]): Catalogue {
  const { catalogue, faults } = checkCatalogue(dirs);
  if (catalogue === undefined) throw new CatalogueError(faults);
  return catalogue;
}
