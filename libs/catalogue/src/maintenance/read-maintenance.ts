import type { Journey, Maintenance } from '@tillwatch/domain';
import { readFolder, type ReadFile } from '../config-files.js';
import type { Fault } from '../fault.js';
import { faultsIn, valuesOf } from '../file-faults.js';
import { REPEATED, type Finding } from '../finding.js';
import { checkMaintenance } from './check-maintenance.js';
import { maintenanceFileSchema, toMaintenance, type MaintenanceFile } from './maintenance-file.js';

/** What reading known maintenance found. */
export interface MaintenanceReading {
  readonly maintenance: () => Maintenance[];
  readonly faults: readonly Fault[];
  readonly files: readonly ReadFile<unknown>[];
}

/**
 * Reads the folder `maintenance` of configuration folders: lists of known maintenance. An id stands once in all of them.
 *
 * @param journeys undefined where not all of them could be read, so that what they have is not known
 */
export function readMaintenance(dirs: readonly string[], journeys: ReadonlyMap<string, Journey> | undefined): MaintenanceReading {
  const files = readFolder(dirs, 'maintenance', maintenanceFileSchema);
  const seen = new Set<string>();
  const check = (file: MaintenanceFile): Finding[] => [
    ...taken(file, seen),
    ...(journeys === undefined ? [] : checkMaintenance(file, [...journeys.values()])),
  ];
  return {
    maintenance: () => valuesOf(files).flatMap(toMaintenance),
    faults: files.flatMap((read) => faultsIn(read, check)),
    files,
  };
}

function taken({ maintenance }: MaintenanceFile, seen: Set<string>): Finding[] {
  return maintenance.flatMap(({ id }, at): Finding[] => {
    if (seen.has(id)) return [{ path: ['maintenance', at, 'id'], message: REPEATED }];
    seen.add(id);
    return [];
  });
}
