import { countOf, evidenceAgainst } from './effect.js';
import { CAUSE, SPLIT } from './policy.js';
import { rowsOf, without, type Rows } from './rows.js';
import type { Found, Search } from './search.js';

/**
 * One wide cause may stand for several narrow ones: three providers fail, and "everything" explains them at once, badly. Where
 * parts of it explain its rows so much better, the strongest part takes its place, and the search goes on with what it leaves.
 */
export function split(search: Search, whole: Found, active: Rows): Found {
  const [first, ...rest] = partsOf(search, whole, active);
  if (first === undefined) return whole;
  const together = rest.reduce((score, part) => score + part.score, first.score);
  return together > SPLIT.gain * whole.score ? split(search, first, active) : whole;
}

function partsOf(search: Search, whole: Found, active: Rows): Found[] {
  const parts: Found[] = [];
  let left = rowsOf(search.ground.size, whole.members);
  while (parts.length < SPLIT.parts) {
    const part = search.bestPart(left, { whole, active });
    if (part === undefined || part.score < CAUSE.score) break;
    parts.push(part);
    left = without(left, part.members);
  }
  return parts;
}

/** Drops dimensions of a cause while the rows that are added then are themselves better described by a part of its effect than by none. */
export function widen(search: Search, cause: Found, active: Rows): Found {
  const { ground } = search;
  const effect = countOf(ground, cause.members);
  const share = (SPLIT.effect * (effect.failed - effect.expected)) / (effect.total - effect.expected);
  let best: { readonly found: Found; readonly gain: number } | undefined;
  for (const dropped of cause.conditions) {
    const conditions = cause.conditions.filter((one) => one !== dropped);
    if (conditions.length === 0) continue;
    const found = search.look({ conditions, cost: search.cost(conditions.map(({ dimension }) => dimension)) }, active);
    const gain = evidenceAgainst(ground, without(rowsOf(ground.size, found.members), cause.members).list, share);
    if (gain >= 0 && (best === undefined || gain > best.gain)) best = { found, gain };
  }
  return best === undefined ? cause : widen(search, best.found, active);
}
