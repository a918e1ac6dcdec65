import { expectedFromPast, expectedFromRest, sum, type Expectation } from './expected-rates.js';
import { groundOf, type Ground } from './ground.js';
import type { Cause, ExplainOptions, LeafTable } from './leaf-table.js';
import { CAUSE } from './policy.js';
import { merge, split, widen } from './refine.js';
import { allRows, withRows, without, type Rows } from './rows.js';
import { Search, type Found } from './search.js';
import { standsOut, tell } from './tell.js';

/**
 * What explains that more fails now than was to be expected: the fewest segments whose common rise describes the counts best,
 * strongest first; none where nothing stands out. The same table gives the same answer.
 */
export function explain(table: LeafTable, options: ExplainOptions = {}): Cause[] {
  const { causes = CAUSE.most, depth = 3, score = CAUSE.score } = options;
  const limits = { causes, depth, score, partBy: options.partBy };
  if (sum(table.baseTotal) > 0) return explainAgainst(table, expectedFromPast(table), limits);
  // Without a past the rest is the measure, and what the rest is depends on the causes.
  const first = expectedFromRest(table, () => false);
  const ground = groundOf(table, first);
  const explained = new Set(causesIn(ground, limits).flatMap(({ members }) => [...members].map((at) => ground.rows[at])));
  return explainAgainst(
    table,
    expectedFromRest(table, (row) => explained.has(row)),
    limits,
  );
}

interface Limits {
  readonly causes: number;
  readonly depth: number;
  readonly score: number;
  readonly partBy: string | undefined;
}

function explainAgainst(table: LeafTable, expectation: Expectation, limits: Limits): Cause[] {
  const ground = groundOf(table, expectation);
  return tell(ground, standsOut(ground, causesIn(ground, limits)), limits.partBy);
}

function causesIn(ground: Ground, { causes, depth, score }: Limits): Found[] {
  const search = new Search(ground, depth);
  const found: Found[] = [];
  let active = allRows(ground.size);
  while (found.length < causes) {
    const best = search.best(active);
    if (best === undefined || best.score < score) break;
    const cause = split(search, best, active);
    found.push(cause);
    active = without(active, cause.members);
  }
  return reconsider(search, found, active);
}

/** Looks at each cause once more, now that the others are known: a name that was the best for both of two is the best for none. */
function reconsider(search: Search, found: readonly Found[], unexplained: Rows): Found[] {
  let rest = unexplained;
  const chosen = found.map((cause, i) => {
    const active = withRows(rest, cause.members);
    // The last one was found when all others were known.
    const again = i < found.length - 1 ? search.best(active) : undefined;
    const better = widen(search, again !== undefined && again.score > cause.score ? again : cause, active);
    rest = without(active, better.members);
    return better;
  });
  return merge(search, chosen, rest);
}
