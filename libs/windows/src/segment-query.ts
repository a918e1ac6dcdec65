import type { Counts, Journey, Segment } from '@tillwatch/domain';
import { ABSENT } from '@tillwatch/attempts';
import type { Fold } from './fold.js';
import type { SymbolMeaning } from './names.js';

/** Which values of a dimension are asked for. */
export interface DimensionFilter {
  readonly dimension: string;
  readonly matches: (value: string) => boolean;
}

/** What is asked: one stage's counts, by these dimensions, of the values that pass the filters. */
export interface SegmentQuery {
  readonly tenant: string;
  readonly journey: Journey;
  readonly stage: string;
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

/** The series that answer a query, and which group of the answer each belongs to. */
export class QueryGroups {
  readonly segments: Segment[] = [];
  private readonly groupOf = new Map<number, number>();

  constructor(fold: Fold, query: SegmentQuery) {
    const dimensions = cuboidOf(query);
    const stage = fold.names.findSymbol({ kind: 'stage', tenant: query.tenant, journey: query.journey.id, stage: query.stage });
    const known = new Map<string, number>();
    for (const series of stage === undefined ? [] : fold.names.seriesOf(stage, dimensions)) {
      const values = valuesOf(fold, series);
      if (!query.filters.every(({ dimension, matches }) => matches(values[dimension] ?? ''))) continue;
      const segment = Object.fromEntries(query.by.map((dimension) => [dimension, values[dimension] ?? '']));
      const key = JSON.stringify(Object.values(segment));
      let group = known.get(key);
      if (group === undefined) {
        group = this.segments.length;
        known.set(key, group);
        this.segments.push(segment);
      }
      this.groupOf.set(series, group);
    }
  }

  /** The group of a series, or {@link ABSENT} where it is not asked for. */
  of(series: number): number {
    return this.groupOf.get(series) ?? ABSENT;
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
