import type { Counts, Journey, Segment } from '@tillwatch/domain';
import type { Fold } from './fold.js';
import type { SymbolMeaning } from './names.js';

/** Which values of a dimension are asked for. */
export interface DimensionFilter {
  readonly dimension: string;
  readonly matches: (value: string) => boolean;
}

/** What is asked: one stage's (or unit's) counts, by these dimensions, of the values that pass the filters. */
export interface SegmentQuery {
  readonly tenant: string;
  readonly journey: Journey;
  readonly stage: string;
  /** Further units whose counts are wanted beside it. */
  readonly beside?: readonly string[];
  readonly by: readonly string[];
  readonly filters: readonly DimensionFilter[];
}

/** The combination is not counted; `kept` are those that are. */
export class CuboidNotKeptError extends Error {
  constructor(readonly kept: readonly (readonly string[])[]) {
    super('This combination of dimensions is not counted.');
    this.name = 'CuboidNotKeptError';
  }
}

/** The series that answer a query, and which group and unit of the answer each belongs to. */
export class QueryGroups {
  readonly segments: Segment[] = [];
  /** Units that are asked for: the query's own first, then those beside it. */
  readonly units: readonly string[];
  private readonly known = new Map<string, number>();
  private readonly places = new Map<number, { readonly group: number; readonly unit: number }>();

  constructor(fold: Fold, query: SegmentQuery) {
    this.units = [query.stage, ...(query.beside ?? [])];
    const dimensions = cuboidOf(query);
    const of = { tenant: query.tenant, journey: query.journey.id };
    this.units.forEach((stage, unit) => {
      const symbol = fold.names.findSymbol({ kind: 'stage', ...of, stage });
      for (const series of symbol === undefined ? [] : fold.names.seriesOf(symbol, dimensions)) {
        const values = valuesOf(fold, series);
        if (!query.filters.every(({ dimension, matches }) => matches(values[dimension] ?? ''))) continue;
        this.places.set(series, { group: this.groupOf(query.by, values), unit });
      }
    });
  }

  /** Where a series belongs; undefined where it is not asked for. */
  of(series: number): { readonly group: number; readonly unit: number } | undefined {
    return this.places.get(series);
  }

  private groupOf(by: readonly string[], values: Readonly<Record<string, string>>): number {
    const segment = Object.fromEntries(by.map((dimension) => [dimension, values[dimension] ?? '']));
    const key = JSON.stringify(Object.values(segment));
    let group = this.known.get(key);
    if (group === undefined) {
      group = this.segments.push(segment) - 1;
      this.known.set(key, group);
    }
    return group;
  }
}

/** The kept combination that answers a query. @throws CuboidNotKeptError */
export function cuboidOf({ journey, by, filters }: SegmentQuery): string[] {
  const dimensions = [...new Set([...by, ...filters.map(({ dimension }) => dimension)])].sort();
  const wanted = dimensions.join();
  if (!journey.cuboids.some((cuboid) => [...cuboid.dimensions].sort().join() === wanted)) {
    throw new CuboidNotKeptError(journey.cuboids.map((cuboid) => cuboid.dimensions));
  }
  return dimensions;
}

/** Whether the combination that answers a query is in no hour and no day. */
export function isKeptShort(query: SegmentQuery): boolean {
  const wanted = cuboidOf(query).join();
  return query.journey.cuboids.some(({ dimensions, keep }) => keep === 'short' && [...dimensions].sort().join() === wanted);
}

function valuesOf(fold: Fold, series: number): Record<string, string> {
  const values: Record<string, string> = {};
  for (const symbol of fold.names.parts(series).values) {
    const meaning: SymbolMeaning | undefined = fold.names.meaning(symbol);
    if (meaning?.kind === 'value') values[meaning.dimension] = meaning.value;
  }
  return values;
}

/** Running counts while they are being added up. */
export type MutableCounts = { -readonly [Column in keyof Counts]: number };
