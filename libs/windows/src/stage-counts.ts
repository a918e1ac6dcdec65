import { COUNT_COLUMNS, NO_COUNTS, type Counts, type Segment } from '@tillwatch/domain';
import type { TimeRange } from './range.js';
import type { RangeReader } from './range-reader.js';
import { isKeptShort, QueryGroups, type MutableCounts, type SegmentQuery } from './segment-query.js';
import { COLUMNS } from './slice-table.js';
import type { Tier } from './tiers.js';

/** A range cannot be answered exactly; `nearest` can (seconds since the epoch). */
export class RangeNotAlignedError extends Error {
  constructor(readonly nearest: TimeRange) {
    super('The range does not end where counts are kept apart.');
    this.name = 'RangeNotAlignedError';
  }
}

/** Counts of one group over a range. */
export interface GroupCounts extends UnitCounts {
  readonly segment: Segment;
}

/** Counts of what was asked for, and of the units beside it in the order of the question. */
export interface UnitCounts {
  readonly counts: Counts;
  readonly beside: readonly Counts[];
}

/** Counts of one group, step by step; `at` is the start of the step in seconds since the epoch. */
export interface GroupSeries {
  readonly segment: Segment;
  readonly points: readonly ({ readonly at: number } & UnitCounts)[];
}

/** A question about a range, asked at `now` (seconds since the epoch). */
export interface RangeQuery extends SegmentQuery {
  readonly range: TimeRange;
  readonly now: number;
}

/** Adds up a range per group. Groups in which nothing happened are left out. */
export async function readCounts(reader: RangeReader, query: RangeQuery): Promise<GroupCounts[]> {
  const series = await readSteps(reader, query, () => query.range.from);
  return series.flatMap(({ segment, points: [point] }) =>
    point === undefined ? [] : [{ segment, counts: point.counts, beside: point.beside }],
  );
}

/** Adds up a range per group and step. `starts` are the steps' starts, ascending; steps end where the next begins. */
export async function readSeries(
  reader: RangeReader,
  query: RangeQuery,
  steps: { readonly starts: readonly number[]; readonly coarsest: Tier },
): Promise<GroupSeries[]> {
  const stepOf = (second: number): number => {
    let [low, high] = [0, steps.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((steps.starts[middle] ?? 0) <= second) low = middle;
      else high = middle - 1;
    }
    return steps.starts[low] ?? query.range.from;
  };
  return readSteps(reader, query, stepOf, steps.coarsest);
}

async function readSteps(
  reader: RangeReader,
  query: RangeQuery,
  stepOf: (second: number) => number,
  coarsest: Tier = '1d',
): Promise<GroupSeries[]> {
  await reader.ready();
  const finest: Tier = isKeptShort(query) ? '1m' : coarsest;
  let groups: QueryGroups | undefined;
  const sums: Map<number, MutableCounts[]>[] = [];
  const plan = await reader.read(
    (fold) => {
      groups = new QueryGroups(fold, query);
      sums.push(...groups.segments.map(() => new Map<number, MutableCounts[]>()));
      return reader.plan(fold, query.range, query.now, finest);
    },
    ({ start }, key, n) => {
      const place = groups?.of(Math.floor(key / COLUMNS));
      const into = place === undefined ? undefined : sums[place.group];
      if (place === undefined || into === undefined) return;
      const step = stepOf(start);
      let units = into.get(step);
      if (units === undefined) into.set(step, (units = (groups?.units ?? []).map(() => ({ ...NO_COUNTS }))));
      const counts = units[place.unit];
      if (counts !== undefined) counts[COUNT_COLUMNS[key % COLUMNS] ?? 'started'] += n;
    },
  );
  if (!plan.ok) throw new RangeNotAlignedError(plan.nearest);
  return (groups?.segments ?? []).flatMap((segment, group) => {
    const points = [...(sums[group] ?? [])].map(([at, [counts = NO_COUNTS, ...beside]]) => ({ at, counts, beside }));
    points.sort((a, b) => a.at - b.at);
    return points.some(({ counts }) => COUNT_COLUMNS.some((column) => counts[column] !== 0)) ? [{ segment, points }] : [];
  });
}
