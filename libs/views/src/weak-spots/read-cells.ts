import type { Fold, RangeReader, Tier, TimeRange } from '@tillwatch/windows';
import { COLUMNS, RangeNotAlignedError, type DimensionFilter } from '@tillwatch/windows';
import { COUNT_COLUMNS, type Segment } from '@tillwatch/domain';
import { Cells, type Cell } from './cells.js';
import { emptyTally } from './tally.js';

/** What is read: combinations of one or two dimensions at some stages, of the values that pass the filters. */
export interface CellsQuery {
  readonly tenant: string;
  readonly journey: string;
  readonly stages: readonly string[];
  readonly combinations: readonly (readonly string[])[];
  readonly filters: readonly DimensionFilter[];
  readonly range: TimeRange;
  /** Seconds since the epoch. */
  readonly now: number;
  /** Starts of the range's parts, ascending, and the coarsest slices that keep them apart. */
  readonly starts: readonly number[];
  readonly coarsest: Tier;
}

/** A combination of values; nothing is kept of those to which nothing happened. */
interface OpenCell {
  readonly segment: Segment;
  tally: ReturnType<typeof emptyTally> | undefined;
}

/**
 * Reads all combinations of all stages in one pass over the range: asking for each alone would read everything each time.
 * By stage, in the order of the question. @throws RangeNotAlignedError @throws NumbersNotReadyError
 */
export async function readCells(reader: RangeReader, query: CellsQuery): Promise<Map<string, Cells[]>> {
  await reader.ready();
  let places: (OpenCell | undefined)[] = [];
  let cells: OpenCell[][][] = [];
  const plan = await reader.read(
    (fold) => {
      ({ places, cells } = placesOf(fold, query));
      return reader.plan(fold, query.range, query.now, query.coarsest);
    },
    ({ start }, key, n) => {
      const cell = places[Math.floor(key / COLUMNS)];
      if (cell === undefined) return;
      const column = COUNT_COLUMNS[key % COLUMNS];
      if (column !== 'ok' && !FAILED.has(column)) return;
      const tally = (cell.tally ??= emptyTally(query.starts.length));
      const part = partOf(query.starts, start);
      tally.total[part] = (tally.total[part] ?? 0) + n;
      if (column !== 'ok') tally.failed[part] = (tally.failed[part] ?? 0) + n;
    },
  );
  if (!plan.ok) throw new RangeNotAlignedError(plan.nearest);
  const of = (stage: number): Cells[] =>
    query.combinations.map((dimensions, i) => new Cells(dimensions, cells[stage]?.[i]?.flatMap(counted) ?? [], query.starts.length));
  return new Map(query.stages.map((stage, i) => [stage, of(i)]));
}

function counted({ segment, tally }: OpenCell): Cell[] {
  return tally === undefined ? [] : [{ segment, tally }];
}

const FAILED: ReadonlySet<string | undefined> = new Set(['system', 'declined', 'unknown']);

/** Where the counts of each series go: values of filters that are not asked for apart are put together. */
function placesOf(fold: Fold, query: CellsQuery): { places: (OpenCell | undefined)[]; cells: OpenCell[][][] } {
  const places: (OpenCell | undefined)[] = [];
  const { tenant, journey, filters } = query;
  const cells = query.stages.map((stage) => {
    const symbol = fold.names.findSymbol({ kind: 'stage', tenant, journey, stage });
    return query.combinations.map((dimensions) => {
      const known = new Map<string, OpenCell>();
      const counted = [...new Set([...dimensions, ...filters.map(({ dimension }) => dimension)])];
      for (const series of symbol === undefined ? [] : fold.names.seriesOf(symbol, counted)) {
        const values = fold.describe(series)?.segment ?? {};
        if (!filters.every(({ dimension, matches }) => matches(values[dimension] ?? ''))) continue;
        places[series] = cellOf(known, dimensions, values);
      }
      return [...known.values()];
    });
  });
  return { places, cells };
}

function cellOf(known: Map<string, OpenCell>, dimensions: readonly string[], values: Segment): OpenCell {
  const key = JSON.stringify(dimensions.map((dimension) => values[dimension]));
  let cell = known.get(key);
  if (cell === undefined) {
    cell = { segment: Object.fromEntries(dimensions.map((dimension) => [dimension, values[dimension] ?? ''])), tally: undefined };
    known.set(key, cell);
  }
  return cell;
}

/** The part in which a slice begins. */
function partOf(starts: readonly number[], second: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= second) low = middle;
    else high = middle - 1;
  }
  return low;
}
