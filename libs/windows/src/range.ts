import type { SliceName } from './slice-store.js';
import type { Slices } from './slices.js';
import { RETENTION_SECONDS, type Tier } from './tiers.js';

/** A time range in seconds since the epoch; `from` inclusive, `to` exclusive. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** A range cut into slices, finest only where it must be. */
export type RangePlan = { readonly ok: true; readonly slices: readonly SliceName[] } | { readonly ok: false; readonly nearest: TimeRange };

/** From when on each tier has everything (seconds since the epoch). */
export type ExactFrom = Readonly<Record<Tier, number>>;

/**
 * Most slices of one plan: every hour of the 13 months that hours are kept, or every day from 2000 on. A plan is made in
 * one go while nothing else gets a turn (a day seen first costs about 15 µs), and each of its slices is read.
 */
export const MOST_SLICES = 12_000;

/** A range is made of more slices than are read for one answer. */
export class RangeTooLongError extends Error {
  constructor() {
    super(`The range is made of more than ${MOST_SLICES} slices.`);
    this.name = 'RangeTooLongError';
  }
}

const COARSEST_FIRST = ['1d', '1h', '1m', '10s'] as const;

/**
 * From when on each tier can be trusted to have every event: as far back as it is kept. Hours of imported history count
 * from when they were written, so nothing of them is missing before the installation is as old as hours are kept.
 */
export function exactFrom(now: number, createdAt: number): ExactFrom {
  const hours = now - createdAt < RETENTION_SECONDS['1h'] ? -Infinity : now - RETENTION_SECONDS['1h'];
  return { '10s': now - RETENTION_SECONDS['10s'], '1m': now - RETENTION_SECONDS['1m'], '1h': hours, '1d': -Infinity };
}

/**
 * Cuts a range into stored slices that add up to it exactly, coarsest first.
 * @param coarsest do not use coarser slices than this (series are read step by step)
 * @throws RangeTooLongError beyond {@link MOST_SLICES}
 */
export function planRange(slices: Slices, range: TimeRange, exact: ExactFrom, coarsest: Tier = '1d'): RangePlan {
  const tiers = COARSEST_FIRST.slice(COARSEST_FIRST.indexOf(coarsest));
  const plan: SliceName[] = [];
  let at = range.from;
  while (at < range.to) {
    const tier = tiers.find((candidate) => fits(slices, candidate, { from: at, to: range.to }, exact));
    if (tier === undefined) return { ok: false, nearest: nearest(slices, range, exact) };
    if (plan.length === MOST_SLICES) throw new RangeTooLongError();
    plan.push({ tier, start: at });
    at = slices.clock.end(tier, at);
  }
  return { ok: true, slices: plan };
}

function fits(slices: Slices, tier: Tier, { from, to }: TimeRange, exact: ExactFrom): boolean {
  if (from < exact[tier] || slices.clock.start(tier, from) !== from || slices.clock.end(tier, from) > to) return false;
  return tier === '10s' || slices.isSealed(tier, from);
}

/** The nearest range that can be answered: both ends moved to edges of what is kept there, outwards where possible. */
function nearest(slices: Slices, { from, to }: TimeRange, exact: ExactFrom): TimeRange {
  const edge = (second: number, side: 'start' | 'end'): number => {
    const tier = (['10s', '1m', '1h', '1d'] as const).find((candidate) => second >= exact[candidate]) ?? '1d';
    const start = slices.clock.start(tier, second);
    return side === 'start' || start === second ? start : slices.clock.end(tier, start);
  };
  return { from: edge(from, 'start'), to: edge(to, 'end') };
}
