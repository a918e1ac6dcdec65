import type { Cells, Condition } from './cells.js';
import { compare, type Comparison } from './compare.js';
import { conditionsOf } from './conditions.js';
import { explainedOf, type Counted, type FoundSpot } from './overlap.js';
import { persistenceOf, type Persistence } from './persistence.js';
import { addTo, sumOf, without, type Sum, type Tally } from './tally.js';

/** Fewest attempts of which a rate is certain enough to be compared. */
const FEWEST_ATTEMPTS = 30;
/** Candidates that are looked at again after each weak spot; those that surprise less are left out. */
const MOST_CANDIDATES = 300;
/** Most weak spots of one stage. */
const MOST_SPOTS = 20;

/** Something that may be a weak spot. */
export interface Candidate {
  readonly cells: Cells;
  readonly conditions: readonly Condition[];
  readonly sum: Sum;
}

/** A segment that was worse than its siblings all along. */
export interface Spot extends Persistence {
  readonly conditions: readonly Condition[];
  readonly sum: Sum;
  /** The rate it would have if it were like its siblings, in 0..1. */
  readonly siblings: number;
  /** Attempts that would not have failed then. */
  readonly lost: number;
}

/** A candidate that is clearly and lastingly worse, with what it would have been. */
interface Judged extends Persistence {
  readonly candidate: Candidate;
  readonly comparison: Comparison;
  /** Failures that weak spots found before account for. */
  readonly explained: number;
  readonly tally: Tally;
}

/** Everything at a stage that can be compared with siblings. */
export function candidatesOf({ cells, dimensions }: Counted): Candidate[] {
  return cells.flatMap((each) => {
    const [first = [], second] = each.dimensions.map((id) => {
      const dimension = dimensions.find((one) => one.id === id);
      return dimension === undefined ? [] : conditionsOf(dimension, each.valuesOf(id));
    });
    const sets = second === undefined ? first.map((one) => [one]) : first.flatMap((one) => second.map((other) => [one, other]));
    return sets.flatMap((conditions) => {
      const sum = sumOf(each.sum(conditions));
      return sum.total < FEWEST_ATTEMPTS || sum.failed === 0 ? [] : [{ cells: each, conditions, sum }];
    });
  });
}

/**
 * The weak spots among candidates, most lost attempts first. The most surprising one is taken, what it explains is taken off
 * all others, and so on: of a weak slice neither the things it is part of nor its own parts are found again.
 * @param z see `limitFor`
 */
export function findSpots(candidates: readonly Candidate[], counted: Counted, z: number): Spot[] {
  const found: FoundSpot[] = [];
  const spots: Spot[] = [];
  const judgeAll = (all: readonly Candidate[]): Judged[] => {
    const judged = all.flatMap((candidate) => judge(candidate, found, { counted, z }) ?? []);
    return judged.sort((a, b) => b.comparison.surprise - a.comparison.surprise);
  };
  let left = judgeAll(candidates).slice(0, MOST_CANDIDATES);
  while (left[0] !== undefined && spots.length < MOST_SPOTS) {
    const [worst, ...others] = left;
    spots.push(spotOf(worst));
    found.push({ conditions: worst.candidate.conditions, tally: worst.tally, extraRate: worst.comparison.extra });
    left = judgeAll(others.map(({ candidate }) => candidate));
  }
  return spots.filter(({ lost }) => lost >= 1).sort((a, b) => b.lost - a.lost);
}

function judge(candidate: Candidate, found: readonly FoundSpot[], { counted, z }: { counted: Counted; z: number }): Judged | undefined {
  const { cells, conditions } = candidate;
  const [a, b] = conditions;
  const region = (of: readonly Condition[]): Tally => {
    const tally = cells.sum(of);
    if (found.length === 0) return tally;
    const explained = explainedOf({ conditions: of, tally }, found, counted);
    return { total: tally.total, failed: tally.failed.map((n, part) => n - (explained[part] ?? 0)) };
  };
  const [own, all] = [region(conditions), region([])];
  const others = without(all, own);
  const expectations = a === undefined || b === undefined ? [[others]] : pairOf(own, { a: region([a]), b: region([b]), all });
  const signed = expectations.map((one) => one.map((tally, i): [1 | -1, Sum] => [i === 2 ? -1 : 1, possible(sumOf(tally))]));
  const comparison = compare(possible(sumOf(own)), signed, z);
  if (comparison === undefined || comparison.least <= 0) return undefined;
  const persistence = persistenceOf(own, others, comparison.siblings);
  if (!persistence.lasts) return undefined;
  return { ...persistence, candidate, comparison, explained: candidate.sum.failed - sumOf(own).failed, tally: cells.sum(conditions) };
}

/**
 * What two halves lead to expect of what both share: at least what each is without the other, and what both add up to
 * beyond the rest (the third is taken away).
 */
function pairOf(own: Tally, { a, b, all }: { a: Tally; b: Tally; all: Tally }): Tally[][] {
  const [onlyA, onlyB, neither] = [without(a, own), without(b, own), without(all, a, b)];
  const rest = { total: [...neither.total], failed: [...neither.failed] };
  addTo(rest, own);
  return sumOf(rest).total > 0 ? [[onlyA], [onlyB], [onlyA, onlyB, rest]] : [[onlyA], [onlyB]];
}

/** What is taken off can be more than there is. */
function possible({ total, failed }: Sum): Sum {
  return { total, failed: Math.min(total, Math.max(0, failed)) };
}

function spotOf({ candidate: { conditions, sum }, comparison, explained, parts, worse, lasts }: Judged): Spot {
  const siblings = comparison.siblings + explained / sum.total;
  return { conditions, sum, siblings, lost: sum.failed - sum.total * siblings, parts, worse, lasts };
}
