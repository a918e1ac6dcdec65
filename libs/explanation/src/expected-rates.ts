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

/**
 * Odds of the whole times one factor for each value, and then one for each pair of values: a browser may fail more often than others
 * at one stage only. Fitted one by one until what is expected of a value, or a pair, is what it did.
 */
function suggestedOdds(table: LeafTable): Float64Array {
  const { dimensions, rows, baseTotal, baseFailed } = table;
  const [failed, total] = [sum(baseFailed), sum(baseTotal)];
  const odds = new Float64Array(rows).fill((failed + 0.5) / (total - failed + 0.5));
  for (let sweep = 0; sweep < EXPECTED.sweeps; sweep += 1) for (const d of dimensions.keys()) fit(table, odds, [d]);
  // With more pairs than rows a pair says no more than the row itself.
  const isTold = (a: number, b: number): boolean => (table.values[a]?.length ?? 0) * (table.values[b]?.length ?? 0) < rows;
  for (const a of dimensions.keys()) for (let b = a + 1; b < dimensions.length; b += 1) if (isTold(a, b)) fit(table, odds, [a, b]);
  return odds;
}

/** Multiplies odds by what the values of some dimensions make of them; rows that lack one of these values keep theirs. */
function fit(table: LeafTable, odds: Float64Array, over: readonly number[]): void {
  const { rows, baseTotal, baseFailed } = table;
  const { keys, count } = cellsOf(table, over);
  const [seen, expected] = [new Float64Array(count), new Float64Array(count)];
  for (let row = 0; row < rows; row += 1) {
    const cell = keys[row] ?? -1;
    if (cell < 0) continue;
    const own = odds[row] ?? 0;
    seen[cell] = (seen[cell] ?? 0) + (baseFailed[row] ?? 0);
    expected[cell] = (expected[cell] ?? 0) + ((baseTotal[row] ?? 0) * own) / (1 + own);
  }
  const factor = seen.map((k, cell) => (k + EXPECTED.valueFailures) / ((expected[cell] ?? 0) + EXPECTED.valueFailures));
  for (let row = 0; row < rows; row += 1) odds[row] = (odds[row] ?? 0) * (factor[keys[row] ?? -1] ?? 1);
}

/** The combination of values that each row has in some dimensions, as a number; -1 where it lacks one. */
function cellsOf({ dimensions, rows, keys, values }: LeafTable, over: readonly number[]): { keys: Int32Array; count: number } {
  const cells = new Int32Array(rows);
  let count = 1;
  for (const d of over) {
    const size = values[d]?.length ?? 0;
    count *= size;
    for (let row = 0; row < rows; row += 1) {
      const value = keys[row * dimensions.length + d] ?? -1;
      const before = cells[row] ?? -1;
      cells[row] = value < 0 || before < 0 ? -1 : before * size + value;
    }
  }
  return { keys: cells, count };
}

/** Sum of some counts. */
export function sum(counts: Float64Array): number {
  let all = 0;
  for (const count of counts) all += count;
  return all;
}
