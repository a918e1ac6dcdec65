import { totalOf } from '@tillwatch/domain';
import { lastMinutes, type Fold } from '@tillwatch/windows';

/** How much came to a series within the hour up to `now` (ms since the epoch), whatever came of it: outcomes, who left and what hangs. */
export function lastHourOf(fold: Fold, series: number, now: number): number {
  const minutes = lastMinutes(fold, series, 60, Math.floor(now / 1000));
  return minutes.reduce((sum, { counts }) => sum + totalOf(counts) + counts.abandoned + counts.stalled, 0);
}
