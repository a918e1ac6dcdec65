import type { Candidate } from './candidate.js';
import { expectedFromPast, expectedFromRest, sum, type Expectation } from './expected-rates.js';
import { groundOf, type Ground } from './ground.js';
import type { Cause, ExplainOptions, LeafTable } from './leaf-table.js';
import { CAUSE } from './policy.js';
import { Search, type Found } from './search.js';
import { causesOf } from './tell.js';

/**
 * What explains that more fails now than was to be expected: the fewest segments whose common rise describes the counts best,
 * strongest first; none where nothing stands out. The same table gives the same answer.
 */
export function explain(table: LeafTable, { causes = CAUSE.most, depth = 3 }: ExplainOptions = {}): Cause[] {
  if (sum(table.baseTotal) > 0) return explainAgainst(table, expectedFromPast(table), { causes, depth });
  // Without a past the rest is the measure, and what the rest is depends on the causes.
  const first = expectedFromRest(table, () => false);
  const explained = new Set(search(groundOf(table, first), { causes, depth }).rows);
  return explainAgainst(
    table,
    expectedFromRest(table, (row) => explained.has(row)),
    { causes, depth },
  );
}

function explainAgainst(table: LeafTable, expectation: Expectation, limits: Required<ExplainOptions>): Cause[] {
  const ground = groundOf(table, expectation);
  return causesOf(ground, search(ground, limits).found);
}

function search(ground: Ground, { causes, depth }: Required<ExplainOptions>): { found: Found[]; rows: number[] } {
  const search = new Search(ground, depth);
  let active = Int32Array.from({ length: ground.size }, (_, at) => at);
  const found: Found[] = [];
  while (found.length < causes && active.length > 0) {
    const best = search.best(active);
    if (best === undefined || best.score < CAUSE.score) break;
    found.push(best);
    const taken = new Set(best.members);
    active = active.filter((at) => !taken.has(at));
  }
  return { found, rows: found.flatMap(({ members }) => [...members].map((at) => ground.rows[at] ?? -1)) };
}
