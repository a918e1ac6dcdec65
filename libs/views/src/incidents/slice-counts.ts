import { explainingDimensions, failedOf, totalOf, WHOLE_ATTEMPT } from '@tillwatch/domain';
import { isLeafIn, slotsOf, type Region } from '@tillwatch/judge';
import { ABSENT, lastMinutes, liveWindow, type Fold } from '@tillwatch/windows';
import type { Slice } from './slice.js';

/** Outcomes, and the failures among them. */
export interface Outcomes {
  readonly total: number;
  readonly failed: number;
}

/** What came of a slice during the last hour, whoever's evidence it is. */
export interface SliceCounts {
  /** Of every minute (since the epoch), oldest first, the running one last. */
  readonly minutes: readonly (Outcomes & { readonly minute: number })[];
  /** Of the last five minutes. */
  readonly lately: Outcomes;
}

const [MINUTES, LATELY_SECONDS] = [60, 300];

/** Counts a slice at `now` (seconds since the epoch); undefined where it is kept apart neither by itself nor among what explains. */
export function countsOf(fold: Fold, slice: Slice, now: number): SliceCounts | undefined {
  const { tenant, journey, stage, segment } = slice;
  const series = fold.seriesOf({ tenant, journey: journey.id, stage }, segment);
  if (series === ABSENT) return leafCounts(fold, slice, now);
  const { counts } = liveWindow(fold, series, LATELY_SECONDS, now);
  return {
    minutes: lastMinutes(fold, series, MINUTES, now).map((each) => ({ minute: each.minute, ...outcomes(each.counts) })),
    lately: outcomes(counts),
  };
}

function outcomes(counts: Parameters<typeof totalOf>[0]): Outcomes {
  return { total: totalOf(counts), failed: failedOf(counts) };
}

/** A slice that has no counts of its own, such as a range of versions, by the leaves it consists of. */
function leafCounts(fold: Fold, { tenant, journey, stage, segment }: Slice, now: number): SliceCounts | undefined {
  const kept = explainingDimensions(journey).map(({ id }) => id);
  if (!Object.keys(segment).every((dimension) => kept.includes(dimension))) return undefined;
  const region: Region = { tenant, journey: journey.id, segment, stages: [stage] };
  const asked = new Map<number, boolean>();
  // A row stands in every slot in which it was heard of.
  const isOwn = (row: number): boolean => {
    const isIn = asked.get(row) ?? isLeafIn(region, journey, fold.leaves.rows.describe(row));
    asked.set(row, isIn);
    return isIn;
  };
  const last = Math.floor(now / 60);
  const first = last - MINUTES + 1;
  const slots = slotsOf({ fold, kind: 'failure_rate', isOwn, ofAttempts: stage === WHOLE_ATTEMPT }, first * 60);
  if (slots.length === 0) return undefined;
  const sum = (some: typeof slots): Outcomes =>
    some.reduce<Outcomes>(
      (all, { total, failed }) => ({ total: all.total + Math.max(0, total), failed: all.failed + Math.max(0, failed) }),
      { total: 0, failed: 0 },
    );
  return {
    minutes: Array.from({ length: MINUTES }, (_, i) => {
      const minute = first + i;
      return { minute, ...sum(slots.filter(({ start }) => Math.floor(start / 60) === minute)) };
    }),
    lately: sum(slots.filter(({ start }) => start >= now - LATELY_SECONDS)),
  };
}
