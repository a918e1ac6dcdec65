import type { Journey } from '@tillwatch/domain';

/**
 * From when on combinations of dimensions are counted, in seconds since the epoch, by {@link combinationName}; those that
 * are missing from the very beginning. One that is added to a journey later must not take back what it never counted.
 */
export type CountedSince = ReadonlyMap<string, number>;

/** The name under which a combination's beginning is kept. */
export function combinationName(journey: string, dimensions: readonly string[]): string {
  return JSON.stringify([journey, ...[...dimensions].sort()]);
}

/** Names of all combinations of these journeys. */
export function combinationNames(journeys: readonly Journey[]): string[] {
  return journeys.flatMap(({ id, cuboids }) => cuboids.map(({ dimensions }) => combinationName(id, dimensions)));
}
