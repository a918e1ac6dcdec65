export { explain } from './explain.js';
export { LeafTableBuilder, type LeafCounts } from './leaf-table-builder.js';
export type { Cause, Contrast, ExplainOptions, LeafDimension, LeafTable, Part } from './leaf-table.js';
