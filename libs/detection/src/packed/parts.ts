import type { Bucket } from '../baseline-memory.js';
import type { Block, Chart } from '../memory.js';
import { EVIDENCE } from '../policy.js';

/** Charts of a memory. */
export const CHARTS = EVIDENCE.oddsRatios.length;
/** Numbers that a chart, a block and a bucket take. */
export const [CHART, BLOCK, BUCKET] = [4, 6 + CHARTS, 12];

const USES: readonly Bucket['use'][] = ['all', 'level', 'spread', 'nothing'];

/** Packs a chart. */
export function packChart(cells: Float64Array, at: number, { evidence, failed, total, onset }: Chart): void {
  cells[at] = evidence;
  cells[at + 1] = failed;
  cells[at + 2] = total;
  cells[at + 3] = onset;
}

/** Writes a packed chart over another. */
export function unpackChart(cells: Float64Array, at: number, chart: Chart): void {
  chart.evidence = cells[at] ?? 0;
  chart.failed = cells[at + 1] ?? 0;
  chart.total = cells[at + 2] ?? 0;
  chart.onset = cells[at + 3] ?? 0;
}

/** Packs a block. */
export function packBlock(cells: Float64Array, at: number, block: Block): void {
  cells[at] = block.start;
  cells[at + 1] = block.failed;
  cells[at + 2] = block.total;
  cells[at + 3] = block.expected;
  cells[at + 4] = block.variance;
  cells[at + 5] = block.recovery;
  for (let i = 0; i < CHARTS; i += 1) cells[at + 6 + i] = block.gains[i] ?? 0;
}

/** Writes a packed block over another. */
export function unpackBlock(cells: Float64Array, at: number, block: Block): void {
  block.start = cells[at] ?? 0;
  block.failed = cells[at + 1] ?? 0;
  block.total = cells[at + 2] ?? 0;
  block.expected = cells[at + 3] ?? 0;
  block.variance = cells[at + 4] ?? 0;
  block.recovery = cells[at + 5] ?? 0;
  for (let i = 0; i < CHARTS; i += 1) block.gains[i] = cells[at + 6 + i] ?? 0;
}

/** Packs a bucket. */
export function packBucket(cells: Float64Array, at: number, bucket: Bucket): void {
  cells[at] = bucket.start;
  cells[at + 1] = bucket.hour;
  cells[at + 2] = bucket.failed;
  cells[at + 3] = bucket.total;
  cells[at + 4] = bucket.blocks;
  cells[at + 5] = bucket.squares;
  cells[at + 6] = bucket.size;
  cells[at + 7] = bucket.sizeSquares;
  cells[at + 8] = bucket.expected;
  cells[at + 9] = bucket.binomial;
  cells[at + 10] = bucket.variance;
  cells[at + 11] = USES.indexOf(bucket.use);
}

/** Writes a packed bucket over another. */
export function unpackBucket(cells: Float64Array, at: number, bucket: Bucket): void {
  bucket.start = cells[at] ?? 0;
  bucket.hour = cells[at + 1] ?? 0;
  bucket.failed = cells[at + 2] ?? 0;
  bucket.total = cells[at + 3] ?? 0;
  bucket.blocks = cells[at + 4] ?? 0;
  bucket.squares = cells[at + 5] ?? 0;
  bucket.size = cells[at + 6] ?? 0;
  bucket.sizeSquares = cells[at + 7] ?? 0;
  bucket.expected = cells[at + 8] ?? 0;
  bucket.binomial = cells[at + 9] ?? 0;
  bucket.variance = cells[at + 10] ?? 0;
  bucket.use = USES[cells[at + 11] ?? 0] ?? 'all';
}
