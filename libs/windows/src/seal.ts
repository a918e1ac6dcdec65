import { COLUMNS, type SliceTable } from './slice-table.js';
import { tableIn, type Sealed, type Slices } from './slices.js';
import type { Tier, TierClock } from './tiers.js';

/** How long after its end a coarser slice is sealed, in seconds. Coarser ones wait longer: they are made of the finer. */
const GRACE_SECONDS = { '1m': 70, '1h': 300, '1d': 600 } as const;

/** Up to where the tiers are sealed when the log's clock shows `now` (seconds since the epoch). */
export function sealedAt(clock: TierClock, now: number): Sealed {
  return {
    '1m': clock.start('1m', now - GRACE_SECONDS['1m']),
    '1h': clock.start('1h', now - GRACE_SECONDS['1h']),
    '1d': clock.start('1d', now - GRACE_SECONDS['1d']),
  };
}

/** A coarser slice that is complete enough to stand on its own. */
export interface SealedSlice {
  readonly tier: Tier;
  readonly start: number;
  readonly table: SliceTable;
}

/**
 * Seals every coarser slice whose time has come, adds it to the slice above it, and moves the marks.
 * Slices in which nothing happened are sealed by the mark alone.
 */
export function sealDue(slices: Slices, now: number): SealedSlice[] {
  const marks = sealedAt(slices.clock, now);
  const sealed: SealedSlice[] = [];
  for (const [start, table] of dueMinutes(slices, marks['1m'])) {
    sealed.push({ tier: '1m', start, table });
    merge(table, tableIn(slices.growing['1h'], slices.clock.start('1h', start)), slices.isShort);
  }
  for (const [start, table] of takeBefore(slices.growing['1h'], marks['1h'])) {
    sealed.push({ tier: '1h', start, table });
    merge(table, tableIn(slices.growing['1d'], slices.clock.start('1d', start)));
  }
  for (const [start, table] of takeBefore(slices.growing['1d'], marks['1d'])) sealed.push({ tier: '1d', start, table });
  slices.sealed = later(slices.sealed, marks);
  return sealed;
}

/** Sums of the finest slices of every minute between the old and the new mark. */
function dueMinutes(slices: Slices, mark: number): Map<number, SliceTable> {
  const minutes = new Map<number, SliceTable>();
  for (const [start, table] of slices.tables['10s']) {
    const minute = slices.clock.start('1m', start);
    if (minute >= slices.sealed['1m'] && minute < mark) merge(table, tableIn(minutes, minute));
  }
  return minutes;
}

function takeBefore(growing: Map<number, SliceTable>, mark: number): [number, SliceTable][] {
  const due = [...growing].filter(([start]) => start < mark);
  for (const [start] of due) growing.delete(start);
  return due;
}

function merge(from: SliceTable, into: SliceTable, isLeftOut: (series: number) => boolean = () => false): void {
  from.each((key, n) => {
    const series = Math.floor(key / COLUMNS);
    if (!isLeftOut(series)) into.add(series, key % COLUMNS, n);
  });
}

/** Marks never move back, whatever a clock says. */
function later(a: Sealed, b: Sealed): Sealed {
  return { '1m': Math.max(a['1m'], b['1m']), '1h': Math.max(a['1h'], b['1h']), '1d': Math.max(a['1d'], b['1d']) };
}
