export { explain } from './explain.js';
export type { Cause, Contrast, ExplainOptions, LeafDimension, LeafTable } from './leaf-table.js';
