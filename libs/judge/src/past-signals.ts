import type { PastHour } from '@tillwatch/detection';
import { failedOf, totalOf, type Counts } from '@tillwatch/domain';
import type { TierClock } from '@tillwatch/windows';
import type { SignalKind } from './signals.js';

const DAY_MS = 86_400_000;

/** Of the attempts that come to something so many take longer than 95 of 100 do. Those that left took longer for good. */
const USUALLY_STALLED = 0.05;

/** Outcomes of a past hour; `hourOfDay` and `dayAge` are the detector's. */
export interface PastOutcomes extends PastHour {
  /** Of the failures, how many were declined; attempts that left, beside those that concluded. */
  readonly declined: number;
  readonly abandoned: number;
}

/** Whether an hour shows that a signal that most segments never need has something to say here. */
export function isWorthKeeping(kind: SignalKind, { declined, abandoned }: PastOutcomes): boolean {
  return kind === 'drop_off' ? abandoned > 0 : declined > 0;
}

/** Counts of a past minute (minutes since the epoch). */
export type PastCounts = { readonly minute: number; readonly counts: Counts };
type ReadPast = {
  readonly hour: (hour: PastOutcomes) => { failed: number; total: number };
  readonly minute: (counts: Counts) => { failed: number; total: number };
};

/** How the past tells of a signal; of how long outcomes took it does not. */
export const PAST: Readonly<Partial<Record<SignalKind, ReadPast>>> = {
  failure_rate: {
    hour: ({ failed, total }) => ({ failed, total }),
    minute: (counts) => ({ failed: failedOf(counts), total: totalOf(counts) }),
  },
  broken: {
    hour: ({ failed, declined, total }) => ({ failed: Math.max(0, failed - declined), total }),
    minute: (counts) => ({ failed: counts.system + counts.unknown, total: totalOf(counts) }),
  },
  declined: {
    hour: ({ declined, total }) => ({ failed: declined, total }),
    minute: (counts) => ({ failed: counts.declined, total: totalOf(counts) }),
  },
  stalled: {
    hour: ({ total, abandoned }) => ({ failed: total * USUALLY_STALLED + abandoned, total: total + abandoned }),
    minute: (counts) => ({ failed: counts.stalled, total: totalOf(counts) + counts.abandoned + counts.stalled }),
  },
  drop_off: {
    hour: ({ total, abandoned }) => ({ failed: abandoned, total: total + abandoned }),
    minute: (counts) => ({ failed: counts.abandoned, total: totalOf(counts) + counts.abandoned }),
  },
};

/** Past minutes summed up by the hour of day. `now`: ms since the epoch. */
export function hoursOf(minutes: readonly PastCounts[], tierClock: TierClock, now: number): PastOutcomes[] {
  const hours = new Map<number, PastOutcomes>();
  for (const { minute, counts } of minutes) {
    const hourOfDay = Math.floor(tierClock.hourOfDay(minute * 60));
    const before = hours.get(hourOfDay) ?? { total: 0, failed: 0, declined: 0, abandoned: 0 };
    hours.set(hourOfDay, {
      hourOfDay,
      dayAge: (now - minute * 60_000) / DAY_MS,
      total: before.total + totalOf(counts),
      failed: before.failed + failedOf(counts),
      declined: before.declined + counts.declined,
      abandoned: before.abandoned + counts.abandoned,
    });
  }
  return [...hours.values()];
}
