import type { LeafTable } from './leaf-table.js';
import { EXPECTED } from './policy.js';

const { max, min } = Math;

/** The failure rate to be expected of each row of a table, and on how many failures that expectation rests. */
export interface Expectation {
  readonly rates: Float64Array;
  readonly failures: Float64Array;
  /** Factor by which odds may be above it before that counts as evidence. */
  readonly tolerance: number;
}

/**
 * What a row's own past suggests, mixed with what its values suggest (main effects on the odds), which is all there is for a
 * leaf that is seen for the first time.
 */
export function expectedFromPast(table: LeafTable): Expectation {
  const { baseTotal, baseFailed } = table;
  const rates = suggestedOdds(table).map((odds, row) => {
    const rate = max(EXPECTED.least, odds / (1 + odds));
    return within(((baseFailed[row] ?? 0) + EXPECTED.priorFailures) / ((baseTotal[row] ?? 0) + EXPECTED.priorFailures / rate));
  });
  return { rates, failures: baseFailed.map((failed) => failed + EXPECTED.priorFailures), tolerance: EXPECTED.tolerance };
}

/** Without a past: one rate for all, that of the rows that no cause explains. */
export function expectedFromRest({ rows, total, failed }: LeafTable, isExplained: (row: number) => boolean): Expectation {
  let [n, k] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    if (isExplained(row)) continue;
    n += total[row] ?? 0;
    k += failed[row] ?? 0;
  }
  const failures = k + EXPECTED.priorFailures;
  const rates = new Float64Array(rows).fill(within((k + 0.5) / (n + 1)));
  return { rates, failures: new Float64Array(rows).fill(failures), tolerance: EXPECTED.toleranceOfSiblings };
}

const within = (rate: number): number => min(EXPECTED.most, max(EXPECTED.least, rate));

/** Odds of the whole times one factor for each value, fitted value by value until what is expected of a value is what it did. */
function suggestedOdds(table: LeafTable): Float64Array {
  const { dimensions, rows, keys, baseTotal, baseFailed } = table;
  const [failed, total] = [sum(baseFailed), sum(baseTotal)];
  const odds = new Float64Array(rows).fill((failed + 0.5) / (total - failed + 0.5));
  for (let sweep = 0; sweep < EXPECTED.sweeps; sweep += 1) {
    for (let d = 0; d < dimensions.length; d += 1) {
      const count = table.values[d]?.length ?? 0;
      const [seen, expected] = [new Float64Array(count), new Float64Array(count)];
      for (let row = 0; row < rows; row += 1) {
        const value = keys[row * dimensions.length + d] ?? -1;
        if (value < 0) continue;
        const own = odds[row] ?? 0;
        seen[value] = (seen[value] ?? 0) + (baseFailed[row] ?? 0);
        expected[value] = (expected[value] ?? 0) + ((baseTotal[row] ?? 0) * own) / (1 + own);
      }
      const factor = seen.map((k, value) => (k + EXPECTED.valueFailures) / ((expected[value] ?? 0) + EXPECTED.valueFailures));
      for (let row = 0; row < rows; row += 1) odds[row] = (odds[row] ?? 0) * (factor[keys[row * dimensions.length + d] ?? -1] ?? 1);
    }
  }
  return odds;
}

/** Sum of some counts. */
export function sum(counts: Float64Array): number {
  let all = 0;
  for (const count of counts) all += count;
  return all;
}
