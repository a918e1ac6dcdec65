import { COUNT_COLUMNS, NO_COUNTS, type Counts } from '@tillwatch/domain';
import type { Fold } from './fold.js';
import type { MutableCounts } from './segment-query.js';
import type { SliceTable } from './slice-table.js';
import { MEMORY_SECONDS } from './slices.js';

/** Counts of one followed series over a window that ends now or a moment ago; seconds since the epoch. */
export interface LiveWindow {
  readonly from: number;
  readonly to: number;
  readonly counts: Counts;
}

/** Longest window that is made of finest slices; longer ones are made of minutes. */
const FINE_SECONDS = MEMORY_SECONDS - 60;

function addTo(counts: MutableCounts, table: SliceTable | undefined, series: number): void {
  if (table === undefined) return;
  COUNT_COLUMNS.forEach((name, column) => (counts[name] += table.get(series, column)));
}

/** Adds one minute: the sealed one, or the finest slices that it will be made of. `start` in seconds since the epoch. */
function addMinute(counts: MutableCounts, fold: Fold, series: number, start: number): void {
  const { slices, arrivals } = fold;
  if (slices.isSealed('1m', start)) addTo(counts, arrivals.minute(start / 60), series);
  else for (let at = start; at < start + 60; at += 10) addTo(counts, slices.tables['10s'].get(at), series);
}

/**
 * The running window of a followed series: from the slice edge at or before `to − length` up to `to`. With `to` on a
 * slice edge these are exactly the numbers that a range query gives. Where finest slices are not in memory that far
 * back (longer windows; a log whose clock was ahead of ours), it begins on the edge of a minute.
 */
export function liveWindow(fold: Fold, series: number, length: number, to: number): LiveWindow {
  const counts: MutableCounts = { ...NO_COUNTS };
  const fineFrom = Math.floor((to - length) / 10) * 10;
  const isFine = length <= FINE_SECONDS && fineFrom >= fold.slices.wholeFrom;
  const from = isFine ? fineFrom : Math.floor(fineFrom / 60) * 60;
  const lastMinute = Math.floor(to / 60) * 60;
  const fineTo = isFine ? from : fold.slices.isSealed('1m', lastMinute) ? lastMinute + 60 : lastMinute;
  for (let start = from; start < fineTo; start += 60) addMinute(counts, fold, series, start);
  for (let start = fineTo; start < to; start += 10) addTo(counts, fold.slices.tables['10s'].get(start), series);
  return { from, to, counts };
}

/** Counts of one followed series by the minute, oldest first, the running minute last. */
export function lastMinutes(
  fold: Fold,
  series: number,
  minutes: number,
  now: number,
): { readonly minute: number; readonly counts: Counts }[] {
  const last = Math.floor(now / 60);
  return Array.from({ length: minutes }, (_, i) => {
    const minute = last - minutes + 1 + i;
    const counts: MutableCounts = { ...NO_COUNTS };
    addMinute(counts, fold, series, minute * 60);
    return { minute, counts };
  });
}
