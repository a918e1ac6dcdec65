import { expectedFromPast, expectedFromRest, sum, type Expectation } from './expected-rates.js';
import { groundOf, type Ground } from './ground.js';
import type { Cause, ExplainOptions, LeafTable } from './leaf-table.js';
import { CAUSE } from './policy.js';
import { split, widen, without } from './refine.js';
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
  const ground = groundOf(table, first);
  const explained = new Set(causesIn(ground, { causes, depth }).flatMap(({ members }) => [...members].map((at) => ground.rows[at])));
  return explainAgainst(
    table,
    expectedFromRest(table, (row) => explained.has(row)),
    { causes, depth },
  );
}

function explainAgainst(table: LeafTable, expectation: Expectation, limits: Required<ExplainOptions>): Cause[] {
  const ground = groundOf(table, expectation);
  return causesOf(ground, causesIn(ground, limits));
}

function causesIn(ground: Ground, { causes, depth }: Required<ExplainOptions>): Found[] {
  const search = new Search(ground, depth);
  const found: Found[] = [];
  let active: Int32Array = Int32Array.from({ length: ground.size }, (_, at) => at);
  while (found.length < causes) {
    const best = search.best(active);
    if (best === undefined || best.score < CAUSE.score) break;
    const cause = split(search, best, active);
    found.push(cause);
    active = without(active, cause.members);
  }
  return reconsider(search, found, active);
}

/** Looks at each cause once more, now that the others are known: a name that was the best for both of two is the best for none. */
function reconsider(search: Search, found: readonly Found[], unexplained: Int32Array): Found[] {
  const kept: Found[] = [...found];
  let rest = unexplained;
  for (const [i, cause] of found.entries()) {
    const active = merge(rest, cause.members);
    const again = found.length > 1 ? search.best(active) : undefined;
    const better = again === undefined ? cause : split(search, again, active);
    const chosen = widen(search, better.score > cause.score ? better : cause, active);
    kept[i] = chosen;
    rest = without(active, chosen.members);
  }
  return kept;
}

const merge = (a: Int32Array, b: Int32Array) => Int32Array.from([...a, ...b]).sort();
