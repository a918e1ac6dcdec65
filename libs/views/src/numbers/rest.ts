import { COUNT_COLUMNS, NO_COUNTS, type CountColumn, type Counts } from '@tillwatch/domain';
import { readCounts, type Fold, type RangeReader, type UnitCounts } from '@tillwatch/windows';
import { explained } from './explained.js';
import type { NumbersQuery } from './query.js';

/** Where counts are read from. */
interface RestSources {
  readonly reader: RangeReader;
  readonly fold: Fold | undefined;
}

/**
 * What passes the filters and has no value of a dimension it is split by (an attempt that never reached a provider), so that
 * it is in none of `groups`; undefined where nothing is split, where it is not known without the split, or where the split is
 * counted since later than the range begins. `now` in seconds since the epoch. @throws NumbersError
 */
export async function restOf(
  query: NumbersQuery & { readonly now: number },
  groups: readonly UnitCounts[],
  { reader, fold }: RestSources,
): Promise<UnitCounts | undefined> {
  const { tenant, journey, by, filters, range } = query;
  const whole = nameOf(filters.map(({ dimension }) => dimension));
  if (by.length === 0 || !journey.cuboids.some(({ dimensions }) => nameOf(dimensions) === whole)) return undefined;
  const split = nameOf([...by, ...filters.map(({ dimension }) => dimension)]);
  const since = fold?.scopes.of(tenant, journey.id)?.countedSince(split);
  if (since === undefined || since > range.from) return undefined;
  const [all] = await explained(readCounts(reader, { ...query, by: [] }));
  const left = (column: (of: UnitCounts) => Counts | undefined): Counts => less(all && column(all), groups.map(column));
  return { counts: left(({ counts }) => counts), beside: query.beside.map((_, i) => left(({ beside }) => beside[i])) };
}

/** A combination's one spelling. */
function nameOf(dimensions: readonly string[]): string {
  return [...new Set(dimensions)].sort().join();
}

/** Never below zero: between two readings an attempt may have come to an end. */
function less(all: Counts = NO_COUNTS, parts: readonly (Counts | undefined)[]): Counts {
  const left = (column: CountColumn): number => parts.reduce((sum, part) => sum - (part?.[column] ?? 0), all[column]);
  return Object.fromEntries(COUNT_COLUMNS.map((column) => [column, Math.max(0, left(column))])) as Record<CountColumn, number>;
}
