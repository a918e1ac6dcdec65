import { wilson } from './interval.js';

/** Outcomes of one unit (here: one stage) over some window. Every field is a whole number of attempts. */
export interface Counts {
  readonly started: number;
  readonly ok: number;
  readonly system: number;
  readonly declined: number;
  readonly unknown: number;
  readonly abandoned: number;
  /** Open beyond the stage's usual time: counted when that time was over, taken back by whatever comes of it. */
  readonly stalled: number;
}

/** The columns of {@link Counts}, in the order in which windows store them. */
export const COUNT_COLUMNS = ['started', 'ok', 'system', 'declined', 'unknown', 'abandoned', 'stalled'] as const;
export type CountColumn = (typeof COUNT_COLUMNS)[number];

/** Counts in which nothing happened. */
export const NO_COUNTS: Counts = { started: 0, ok: 0, system: 0, declined: 0, unknown: 0, abandoned: 0, stalled: 0 };

/** A failure rate that carries what it was computed from; `rate`, `low`, `high` are shares in 0..1. */
export interface FailureRate {
  /** ok + failed */
  readonly total: number;
  /** system + declined + unknown */
  readonly failed: number;
  /** `failed / total`; null where nothing concluded. */
  readonly rate: number | null;
  /** Wilson 95 % interval; null where nothing concluded. */
  readonly low: number | null;
  readonly high: number | null;
}

/** Failures of a set of counts: system + declined + unknown. */
export function failedOf(counts: Counts): number {
  return counts.system + counts.declined + counts.unknown;
}

/** Concluded outcomes of a set of counts: ok + failed. Abandoned attempts are drop-off, not part of it. */
export function totalOf(counts: Counts): number {
  return counts.ok + failedOf(counts);
}

/** Sum of two sets of counts. */
export function addCounts(a: Counts, b: Counts): Counts {
  return {
    started: a.started + b.started,
    ok: a.ok + b.ok,
    system: a.system + b.system,
    declined: a.declined + b.declined,
    unknown: a.unknown + b.unknown,
    abandoned: a.abandoned + b.abandoned,
    stalled: a.stalled + b.stalled,
  };
}

/** The failure rate of `failed` out of `total` with its interval. */
export function failureRate(failed: number, total: number): FailureRate {
  if (total === 0) return { total, failed, rate: null, low: null, high: null };
  const [low, high] = wilson(failed, total);
  return { total, failed, rate: failed / total, low, high };
}
