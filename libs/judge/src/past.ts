import { COLUMNS, type Fold, type RangeReader, type TierClock, type TimeRange } from '@tillwatch/windows';
import type { PastBySeries } from './judge.js';
import type { PastOutcomes } from './past-signals.js';
import { CONCLUDED } from './signals.js';

/** How far back usual rates are learnt from, in hours. */
const HOURS_BACK = 14 * 24;
/** Columns of the counts: the concluded outcome that is no failure, the one that was declined, and what left. */
const OK = 1;
const DECLINED = 3;
const ABANDONED = 5;

interface Sums {
  failed: number;
  total: number;
  declined: number;
  abandoned: number;
}

/**
 * Reads the past of every stage and single dimension by the hour, up to the last whole hour that ended an hour ago:
 * what is nearer is lived through by the minute. After a long stop it ends where hours are sealed. `now` in ms since the epoch.
 * @throws Error where the hours cannot be read: an empty past would be taken for a shop without one
 */
export async function readPast(reader: RangeReader, tierClock: TierClock, now: number): Promise<PastBySeries> {
  const nowSecond = Math.floor(now / 1000);
  const sums = new Map<number, Map<number, Sums>>();
  let isJudged: (series: number) => boolean = () => false;
  const plan = await reader.read(
    (fold) => {
      isJudged = judgedIn(fold);
      return reader.plan(fold, hoursBefore(fold, tierClock, nowSecond), nowSecond, '1h');
    },
    ({ start }, key, n) => {
      const series = Math.floor(key / COLUMNS);
      const column = key % COLUMNS;
      if ((!CONCLUDED.includes(column) && column !== ABANDONED) || !isJudged(series)) return;
      let hours = sums.get(series);
      if (hours === undefined) sums.set(series, (hours = new Map<number, Sums>()));
      const hour = tierClock.start('1h', start);
      const counts = hours.get(hour) ?? { failed: 0, total: 0, declined: 0, abandoned: 0 };
      if (column === ABANDONED) counts.abandoned += n;
      else counts.total += n;
      if (column !== OK && column !== ABANDONED) counts.failed += n;
      if (column === DECLINED) counts.declined += n;
      hours.set(hour, counts);
    },
  );
  if (!plan.ok) throw new Error('the hours that usual rates are learnt from cannot be read yet');
  const past = new Map<number, PastOutcomes[]>();
  for (const [series, hours] of sums) {
    past.set(
      series,
      [...hours].map(([hour, { failed, total, declined, abandoned }]) => ({
        hourOfDay: tierClock.hourOfDay(hour),
        dayAge: (nowSecond - hour - 3600) / 86_400,
        failed: Math.min(failed, total),
        total,
        declined: Math.min(declined, total),
        abandoned,
      })),
    );
  }
  return past;
}

/** Hours after a stop are sealed only as the log goes on, and the finer slices of before may be gone by then. */
function hoursBefore(fold: Fold, tierClock: TierClock, nowSecond: number): TimeRange {
  const to = Math.min(tierClock.start('1h', nowSecond - 3600), fold.slices.sealed['1h']);
  return { from: tierClock.start('1h', to - HOURS_BACK * 3600), to };
}

function judgedIn(fold: Fold): (series: number) => boolean {
  const known = new Map<number, boolean>();
  return (series) => {
    let judged = known.get(series);
    if (judged === undefined) known.set(series, (judged = fold.arrivals.isJudged(series)));
    return judged;
  };
}
