import { explain, type Cause, type Contrast, type LeafTable } from '@tillwatch/explanation';
import { matchesValue, type IncidentCause, type Journey, type Segment } from '@tillwatch/domain';
import type { Fold } from '@tillwatch/windows';
import { readLeaves, type Reading } from './leaf-reading.js';
import type { Region } from './region.js';

/** A cause with where it is. */
export interface Located {
  readonly region: Region;
  readonly cause: IncidentCause;
  readonly total: number;
  readonly failed: number;
  readonly expected: number;
  /** Outcomes that its usual rate is known from. */
  readonly usualTotal: number;
  /** Evidence in nats. */
  readonly score: number;
  readonly contrasts: readonly Contrast[];
}

/** A stage takes part in a cause that names none if it has at least this share of its extra failures. */
const PARTAKES = 0.05;
const STAGE = 'stage';
/** That something is wrong is known: what is asked for is where (nats). */
const LEAST_SCORE = 2;

/** What explains the rise of a signal's bad outcomes in the rows that are read, the strongest first. */
export function locate(fold: Fold, reading: Reading): Located[] {
  const table = readLeaves(fold, reading);
  if (table.rows === 0) return [];
  return explain(table, { score: LEAST_SCORE }).map((cause) => located(table, cause, reading));
}

function located(table: LeafTable, found: Cause, { tenant, journey }: Reading): Located {
  const { [STAGE]: stage, ...segment } = found.segment;
  const inside = rowsIn(table, found.segment, journey);
  const stages = stage === undefined ? stagesOf(table, inside, journey) : [stage];
  const { total, failed, expected, score, extraShare, trafficShare } = found;
  return {
    region: { tenant, journey: journey.id, segment, stages },
    cause: { segment, extraShare, trafficShare },
    ...{ total, failed, expected, score },
    usualTotal: inside.reduce((sum, row) => sum + (table.baseTotal[row] ?? 0), 0),
    contrasts: found.contrasts,
  };
}

/** The rows of a segment. */
function rowsIn(table: LeafTable, segment: Segment, journey: Journey): number[] {
  const { dimensions, values, keys } = table;
  const matching = Object.entries(segment).map(([id, pattern]) => {
    const at = dimensions.findIndex((dimension) => dimension.id === id);
    const declared = journey.dimensions.find((dimension) => dimension.id === id) ?? {};
    return { at, fits: new Set((values[at] ?? []).flatMap((value, i) => (matchesValue(declared, pattern, value) ? [i] : []))) };
  });
  return Array.from({ length: table.rows }, (_, row) => row).filter((row) =>
    matching.every(({ at, fits }) => fits.has(keys[row * dimensions.length + at] ?? -1)),
  );
}

/** The stages that take part in what happens in these rows, in the journey's order; all of them where none stands out. */
function stagesOf(table: LeafTable, rows: readonly number[], journey: Journey): string[] {
  const names = table.values[0] ?? [];
  const sums = names.map(() => ({ total: 0, failed: 0, baseTotal: 0, baseFailed: 0 }));
  for (const row of rows) {
    const sum = sums[table.keys[row * table.dimensions.length] ?? -1];
    if (sum === undefined) continue;
    sum.total += table.total[row] ?? 0;
    sum.failed += table.failed[row] ?? 0;
    sum.baseTotal += table.baseTotal[row] ?? 0;
    sum.baseFailed += table.baseFailed[row] ?? 0;
  }
  const extras = sums.map(({ total, failed, baseTotal, baseFailed }) => failed - (baseTotal > 0 ? (total * baseFailed) / baseTotal : 0));
  const extra = extras.reduce((sum, each) => sum + Math.max(0, each), 0);
  const taking = names.filter((_, i) => (extras[i] ?? 0) > Math.max(2, PARTAKES * extra));
  const ids = journey.stages.map(({ id }) => id);
  return ids.filter((id) => (taking.length > 0 ? taking : names).includes(id));
}
