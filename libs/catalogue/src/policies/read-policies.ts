import type { Journey, Policy } from '@tillwatch/domain';
import { readFolder, type ReadFile } from '../config-files.js';
import type { Fault } from '../fault.js';
import { faultsBy, valuesOf } from '../file-faults.js';
import { checkPolicy } from './check-policy.js';
import { policyFileSchema, toPolicy } from './policy-file.js';

/** What reading the policies found. */
export interface PoliciesReading {
  /** Of the journeys that have one. */
  readonly policies: () => Policy[];
  readonly faults: readonly Fault[];
  readonly files: readonly ReadFile<unknown>[];
}

/**
 * Reads the folder `policies` of configuration folders, a file for each journey that is not judged as journeys usually are.
 *
 * @param journeys undefined where not all of them could be read, so that what they have is not known
 */
export function readPolicies(dirs: readonly string[], journeys: ReadonlyMap<string, Journey> | undefined): PoliciesReading {
  const files = readFolder(dirs, 'policies', policyFileSchema);
  const faults = faultsBy('journey', files, (file) => (journeys === undefined ? [] : checkPolicy(file, journeys)));
  const policies = (): Policy[] =>
    valuesOf(files).flatMap((file) => {
      const journey = journeys?.get(file.journey);
      return journey === undefined ? [] : [toPolicy(file, journey)];
    });
  return { policies, faults, files };
}
