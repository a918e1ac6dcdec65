import { loadCatalogue } from '@tillwatch/catalogue';
import { loadConfig } from '@tillwatch/config';
import type { LeafDimension } from '@tillwatch/explanation';

/** Says what a dimension of a table is by its name. */
export type DimensionsByName = (name: string) => LeafDimension;

/**
 * Which dimensions have ordered values is told by the journeys: a table names its columns only.
 *
 * @param config folder laid over the shipped configuration
 * @throws CatalogueError, ConfigError
 */
export function dimensionsByName(config: string | undefined): DimensionsByName {
  const { configDirs } = loadConfig({ args: config === undefined ? [] : ['--config', config] });
  const known = loadCatalogue(configDirs).journeys.flatMap(({ dimensions }) => dimensions);
  return (name) => {
    const { ordered, qualifiedBy } = known.find(({ id }) => id === name) ?? { ordered: false };
    return { id: name, ordered, ...(qualifiedBy === undefined ? {} : { qualifiedBy }) };
  };
}
