import { NOISE } from './policy.js';
import { postingsOf, type Postings } from './rows.js';
import type { Expectation } from './expected-rates.js';
import type { LeafTable } from './leaf-table.js';

// Taken out once: inside Jest every look-up of a global costs ten times the call.
const { log, max, min } = Math;

/** The rows of a table that have traffic now, with what is expected of them. Counts are weighted by how far they can be trusted. */
export interface Ground {
  readonly table: LeafTable;
  readonly size: number;
  /** Row of the table. */
  readonly rows: Int32Array;
  /** dimensions × size: value of each row, one dimension after the other. */
  readonly keys: readonly Int32Array[];
  readonly postings: readonly Postings[];
  /** Expected failure rate. */
  readonly usual: Float64Array;
  /** The rate that counts as evidence when exceeded, and its odds. */
  readonly bound: Float64Array;
  readonly odds: Float64Array;
  /** Weighted failures, outcomes and outcomes × bound. */
  readonly failed: Float64Array;
  readonly total: Float64Array;
  readonly expected: Float64Array;
}

/** Puts a table and what is expected of it together. */
export function groundOf(table: LeafTable, expectation: Expectation): Ground {
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row).filter((row) => (table.total[row] ?? 0) > 0);
  const size = rows.length;
  const usual = gather(expectation.rates, rows);
  const bound = usual.map((rate) => (rate * expectation.tolerance) / (1 - rate + rate * expectation.tolerance));
  const weights = weightsOf({ table, expectation, rows, usual });
  const weighted = (counts: Float64Array): Float64Array => weights.map((weight, i) => weight * (counts[rows[i] ?? 0] ?? 0));
  const total = weighted(table.total);
  const width = table.dimensions.length;
  const keys = table.dimensions.map((_, d) => rows.map((row) => table.keys[row * width + d] ?? -1));
  return {
    table,
    size,
    rows,
    keys,
    postings: keys.map((own, d) => postingsOf(own, table.values[d]?.length ?? 0)),
    usual,
    bound,
    odds: bound.map((rate) => rate / (1 - rate)),
    failed: weighted(table.failed),
    total,
    expected: total.map((n, i) => n * (bound[i] ?? 0)),
  };
}

/** The counts of some rows. */
function gather(counts: Float64Array, rows: Int32Array): Float64Array {
  const gathered = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) gathered[at] = counts[rows[at] ?? 0] ?? 0;
  return gathered;
}

interface Known {
  readonly table: LeafTable;
  readonly expectation: Expectation;
  readonly rows: Int32Array;
  readonly usual: Float64Array;
}

/**
 * A count of n outcomes varies by more than chance: the expected rate is itself an estimate, and healthy rates wander. A leaf
 * whose variance is f times the binomial one counts as 1/f of its outcomes, so that no busy leaf is certain of anything.
 */
function weightsOf({ table, expectation, rows, usual }: Known): Float64Array {
  const estimate = gather(expectation.failures, rows).map((failures) => 1 / failures);
  const expected = usual.map((rate, i) => (table.total[rows[i] ?? 0] ?? 0) * rate);
  const wander = wanderOf({ failed: gather(table.failed, rows), expected, usual, estimate });
  return expected.map((count, i) => 1 / (1 + count * ((estimate[i] ?? 0) + wander * (1 - (usual[i] ?? 0)))));
}

interface Residuals {
  readonly failed: Float64Array;
  readonly expected: Float64Array;
  readonly usual: Float64Array;
  readonly estimate: Float64Array;
}

/** Relative variance of healthy leaves' rates: by the calmer half of all leaves, since the others may be what is wrong. */
function wanderOf({ failed, expected, usual, estimate }: Residuals): number {
  const excess: number[] = [];
  expected.forEach((mean, i) => {
    if (mean < NOISE.expected) return;
    const variance = mean * (1 - (usual[i] ?? 0));
    const squared = ((failed[i] ?? 0) - mean) ** 2;
    // Median of a squared standard normal: 0.455.
    excess.push((squared / 0.455 - variance) / mean ** 2 - (estimate[i] ?? 0));
  });
  if (excess.length < NOISE.leaves) return 0;
  excess.sort((a, b) => a - b);
  return min(NOISE.most, max(0, excess[excess.length >> 1] ?? 0));
}

/** Sum of k ln(rate / bound) + (n − k) ln((1 − rate) / (1 − bound)) for counts that share one rate. */
export function evidenceOf(failed: number, total: number, expected: number): number {
  if (failed <= expected || expected <= 0) return 0;
  const passed = total - failed;
  return failed * log(failed / expected) + (passed <= 0 ? 0 : passed * log(passed / (total - expected)));
}
