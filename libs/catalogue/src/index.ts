export { HEADLINE_ID, type Board, type BoardTile } from './board-file.js';
export { Catalogue } from './catalogue.js';
export { DURATION_TEXT, parseDuration } from './duration.js';
export { CatalogueError, formatFault, type Fault } from './fault.js';
export { dimensionOf, segmentLabels, stageIndex, stageOf, valueLabel, wallLabel } from './labels.js';
export { checkCatalogue, loadCatalogue, type CatalogueCheck } from './load.js';
export type { MetricDefinition } from './metric-file.js';
export { readYaml, type YamlReading } from './read-yaml.js';
export { fitsWall } from './wall-label.js';
