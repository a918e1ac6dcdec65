import { nameOf } from './candidate.js';
import { countOf, evidenceFor } from './effect.js';
import type { Ground } from './ground.js';
import { CAUSE, SPLIT } from './policy.js';
import { rowsOf, without, withRows, type Rows } from './rows.js';
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

/** Drops dimensions of a cause while the rows that are added then follow it, and while that is not what {@link split} would undo. */
export function widen(search: Search, cause: Found, active: Rows): Found {
  let best: { readonly found: Found; readonly gain: number } | undefined;
  for (const dropped of cause.conditions) {
    const conditions = cause.conditions.filter((one) => one !== dropped);
    if (conditions.length === 0) continue;
    const found = search.look({ conditions, cost: search.cost(conditions.map(({ dimension }) => dimension)) }, active);
    const gain = follows(search.ground, without(rowsOf(search.ground.size, found.members), cause.members).list, cause);
    const isTornAgain = cause.score > SPLIT.gain * found.score;
    if (gain >= 0 && !isTornAgain && (best === undefined || gain > best.gain)) best = { found, gain };
  }
  return best === undefined ? cause : widen(search, best.found, active);
}

/**
 * A cause whose name lies inside another one's, which follows it, is not told beside it: its rows are the other's. The same
 * name is not told twice.
 */
export function merge(search: Search, found: readonly Found[], unexplained: Rows): Found[] {
  const kept = found.filter((narrow, at) => !found.some((wide, other) => other !== at && covers(search.ground, wide, narrow, other < at)));
  if (kept.length === found.length) return kept;
  const rest = found.filter((cause) => !kept.includes(cause)).reduce((rows, { members }) => withRows(rows, members), unexplained);
  return kept.map((cause) => search.look(cause, withRows(rest, cause.members)));
}

function covers(ground: Ground, wide: Found, narrow: Found, isFirst: boolean): boolean {
  const names = new Set(narrow.conditions.map((condition) => nameOf([condition])));
  if (!wide.conditions.every((condition) => names.has(nameOf([condition])))) return false;
  if (wide.conditions.length === narrow.conditions.length) return isFirst;
  return follows(ground, wide.members, narrow) >= 0;
}

/** How much better rows are described by a part of a cause's effect than by none; negative where they are healthy. */
function follows(ground: Ground, rows: Int32Array, cause: Found): number {
  const { failed, total, expected } = countOf(ground, cause.members);
  return evidenceFor(ground, rows, (SPLIT.effect * (failed - expected)) / (total - expected));
}
