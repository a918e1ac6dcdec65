import type { Cells, Condition } from './cells.js';
import { compare, type Comparison } from './compare.js';
import { conditionsOf } from './conditions.js';
import { explainedOf, type Counted, type FoundSpot } from './overlap.js';
import { persistenceOf, type Persistence } from './persistence.js';
import { addTo, sumOf, without, type Sum, type Tally } from './tally.js';

/** Fewest attempts of which a rate is certain enough to be compared. */
const FEWEST_ATTEMPTS = 30;
/** Candidates that are looked at again after each weak spot; those that surprise less are left out. */
const MOST_CANDIDATES = 200;
/** Most of what stands out at one stage, for worse or for better. */
const MOST_FOUND = 24;

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

/** A candidate beside what its siblings lead to expect. */
interface Measured extends Persistence, FoundSpot {
  readonly candidate: Candidate;
  /** Of failures, or of successes where it is better. */
  readonly comparison: Comparison;
  readonly better: boolean;
  /** Failures that others found account for. */
  readonly explained: number;
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
      return sum.total < FEWEST_ATTEMPTS ? [] : [{ cells: each, conditions, sum }];
    });
  });
}

/**
 * The weak spots among candidates, most lost attempts first. The most surprising one is taken, what it explains is taken off
 * all others, and so on: of a weak slice neither the things it is part of nor its own parts are found again. What is better than its siblings is
 * taken likewise, though not told: or else all its siblings would seem weak.
 * @param z see `limitFor`
 */
export function findSpots(candidates: readonly Candidate[], counted: Counted, z: number): Spot[] {
  let found: Measured[] = [];
  const standingOut = (all: readonly Candidate[]): Measured[] =>
    all
      .flatMap((candidate) => measure(candidate, found, { counted, z }) ?? [])
      .filter(({ comparison, lasts }) => comparison.least > 0 && lasts)
      .sort(bySurprise);
  let left = standingOut(candidates).slice(0, MOST_CANDIDATES);
  while (left[0] !== undefined && found.length < MOST_FOUND) {
    const [worst, ...others] = left;
    found.push(worst);
    // Each was measured while those found later still hid in its siblings.
    for (const each of found) {
      const rest = found.filter((one) => one !== each);
      found = found.map((one) => (one === each ? (measure(each.candidate, rest, { counted, z }) ?? each) : one));
    }
    left = standingOut(others.map(({ candidate }) => candidate));
  }
  const spots = found.filter(({ better }) => !better).map(spotOf);
  return spots.filter(({ lost }) => lost >= 1).sort((a, b) => b.lost - a.lost);
}

/** The most surprising first; of two sides of the same difference the smaller, for the larger is what is usual. */
function bySurprise(a: Measured, b: Measured): number {
  const difference = Math.round((b.comparison.surprise - a.comparison.surprise) * 1e6);
  return difference === 0 ? a.candidate.sum.total - b.candidate.sum.total : difference;
}

/** A candidate beside its siblings, without what is found already; undefined where there are no siblings. */
function measure(candidate: Candidate, found: readonly FoundSpot[], { counted, z }: { counted: Counted; z: number }): Measured | undefined {
  const { cells, conditions, sum } = candidate;
  const [a, b] = conditions;
  const better = isBelow(sum, sumOf(without(cells.all, cells.sum(conditions))));
  const region = (of: readonly Condition[]): Tally => {
    const tally = cells.sum(of);
    const explained = explainedOf({ conditions: of, tally, better }, found, counted);
    const left = { total: tally.total, failed: tally.failed.map((n, part) => n - (explained[part] ?? 0)) };
    return better ? successes(left) : left;
  };
  const [own, all] = [region(conditions), region([])];
  const halves = a === undefined || b === undefined ? undefined : { a: region([a]), b: region([b]) };
  const others = without(all, own);
  const signed = expectationsOf({ own, all, halves }).map((one) =>
    one.map((tally, i): [1 | -1, Sum] => [i === 2 ? -1 : 1, possible(sumOf(tally))]),
  );
  const comparison = compare(possible(sumOf(own)), signed, { others: sumOf(others).total, z });
  if (comparison === undefined) return undefined;
  const left = sumOf(better ? successes(own) : own).failed;
  return {
    ...persistenceOf(own, others, comparison.siblings),
    ...{ candidate, conditions, comparison, better, explained: sum.failed - left, tally: cells.sum(conditions) },
    extraRate: better ? -comparison.extra : comparison.extra,
  };
}

function isBelow(a: Sum, b: Sum): boolean {
  return a.failed * b.total < b.failed * a.total;
}

/** The same attempts, successes counted in the failures' place. */
function successes({ total, failed }: Tally): Tally {
  return { total, failed: total.map((n, part) => n - (failed[part] ?? 0)) };
}

/**
 * What siblings lead to expect. Of one value: what all others are like. Of a pair: at least what each half is without the
 * other, and what both add up to beyond the rest (the third, which is taken away).
 */
function expectationsOf({ own, all, halves }: { own: Tally; all: Tally; halves: { a: Tally; b: Tally } | undefined }): Tally[][] {
  if (halves === undefined) return [[without(all, own)]];
  const { a, b } = halves;
  const [onlyA, onlyB, neither] = [without(a, own), without(b, own), without(all, a, b)];
  const rest = { total: [...neither.total], failed: [...neither.failed] };
  addTo(rest, own);
  return sumOf(rest).total > 0 ? [[onlyA], [onlyB], [onlyA, onlyB, rest]] : [[onlyA], [onlyB]];
}

/** What is taken off can be more than there is. */
function possible({ total, failed }: Sum): Sum {
  return { total, failed: Math.min(total, Math.max(0, failed)) };
}

function spotOf({ candidate: { conditions, sum }, comparison, explained, parts, worse, lasts }: Measured): Spot {
  const siblings = comparison.siblings + explained / sum.total;
  return { conditions, sum, siblings, lost: sum.failed - sum.total * siblings, parts, worse, lasts };
}
