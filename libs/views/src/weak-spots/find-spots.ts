import type { Cells, Condition } from './cells.js';
import { compare, type Comparison } from './compare.js';
import { conditionsOf } from './conditions.js';
import { explainedOf, type Counted, type FoundSpot } from './overlap.js';
import { persistenceOf, type Persistence } from './persistence.js';
import { addUp, sumOf, without, type Sum, type Tally } from './tally.js';

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
      const sum = each.count(conditions);
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
      .flatMap((candidate) => {
        const beside = comparedWith(found, candidate, { counted, z });
        // Nearly all of them end here, before anything is looked at part by part.
        return beside === undefined || beside.comparison.least <= 0 ? [] : [measured(candidate, beside, { counted, found })];
      })
      .filter(({ lasts }) => lasts)
      .sort(bySurprise);
  let left = standingOut(candidates).slice(0, MOST_CANDIDATES);
  while (left[0] !== undefined && found.length < MOST_FOUND) {
    const [worst, ...others] = left;
    found.push(worst);
    // Each was measured while those found later still hid in its siblings.
    for (const each of found) {
      const rest = found.filter((one) => one !== each);
      const beside = comparedWith(rest, each.candidate, { counted, z });
      if (beside === undefined) continue;
      const again = measured(each.candidate, beside, { counted, found: rest });
      found = found.map((one) => (one === each ? again : one));
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

/** A candidate compared with its siblings, all parts together. */
type Compared = Pick<Measured, 'comparison' | 'better'>;

/** Compares a candidate with its siblings, without what is found already; undefined where there are none. */
function comparedWith(
  found: readonly FoundSpot[],
  { cells, conditions, sum }: Candidate,
  { counted, z }: { readonly counted: Counted; readonly z: number },
): Compared | undefined {
  const [a, b] = conditions;
  const better = isBelow(sum, minus(cells.count([]), sum));
  const sumIn = (of: readonly Condition[]): Sum => {
    const { total, failed } = cells.count(of);
    const explained = found.length === 0 ? 0 : addUp(explainedOf({ conditions: of, tally: cells.sum(of), better }, found, counted));
    return { total, failed: better ? total - failed + explained : failed - explained };
  };
  const [own, all] = [sumIn(conditions), sumIn([])];
  const halves = a === undefined || b === undefined ? undefined : { a: sumIn([a]), b: sumIn([b]) };
  const signed = expectationsOf({ own, all, halves }).map((one) => one.map((of, i): [1 | -1, Sum] => [i === 2 ? -1 : 1, possible(of)]));
  const comparison = compare(possible(own), signed, { others: all.total - own.total, z });
  return comparison === undefined ? undefined : { comparison, better };
}

/** What there is to know of a candidate, part by part. */
function measured(
  candidate: Candidate,
  { comparison, better }: Compared,
  { counted, found }: { readonly counted: Counted; readonly found: readonly FoundSpot[] },
): Measured {
  const { cells, conditions, sum } = candidate;
  const region = (of: readonly Condition[]): Tally => {
    const tally = cells.sum(of);
    const explained = explainedOf({ conditions: of, tally, better }, found, counted);
    const left = { total: tally.total, failed: tally.failed.map((n, part) => n - (explained[part] ?? 0)) };
    return better ? successes(left) : left;
  };
  const own = region(conditions);
  const left = sumOf(better ? successes(own) : own).failed;
  return {
    ...persistenceOf(own, without(region([]), own), comparison.siblings),
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
function expectationsOf({ own, all, halves }: { own: Sum; all: Sum; halves: { a: Sum; b: Sum } | undefined }): Sum[][] {
  if (halves === undefined) return [[minus(all, own)]];
  const { a, b } = halves;
  const [onlyA, onlyB] = [minus(a, own), minus(b, own)];
  const rest = minus(minus(all, onlyA), b);
  return rest.total > 0 ? [[onlyA], [onlyB], [onlyA, onlyB, rest]] : [[onlyA], [onlyB]];
}

function minus(a: Sum, b: Sum): Sum {
  return { total: a.total - b.total, failed: a.failed - b.failed };
}

/** What is taken off can be more than there is. */
function possible({ total, failed }: Sum): Sum {
  return { total, failed: Math.min(total, Math.max(0, failed)) };
}

function spotOf({ candidate: { conditions, sum }, comparison, explained, parts, worse, lasts }: Measured): Spot {
  const siblings = comparison.siblings + explained / sum.total;
  return { conditions, sum, siblings, lost: sum.failed - sum.total * siblings, parts, worse, lasts };
}
