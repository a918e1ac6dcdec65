import type { JourneyFrame } from '@tillwatch/contract';
import { unknownParameter } from '../desk/unknown-parameter.js';
import { restOf, type StatsAddress } from './address.js';
import { readFilter } from './names.js';

/** Which combinations can be asked for, and of how long ago. */
export interface Askable {
  readonly journey: JourneyFrame;
  /** Whether the period lies in the two days for which all combinations are kept. */
  readonly recent: boolean;
}

const key = (dimensions: readonly string[]): string => [...new Set(dimensions)].sort().join();

function isKept({ journey, recent }: Askable, dimensions: readonly string[]): boolean {
  const wanted = key(dimensions);
  return journey.kept.some((kept) => key(kept.dimensions) === wanted && (recent || kept.keep === 'long'));
}

/** Dimensions that filters are about. */
export function filteredBy(filters: readonly string[], journey: JourneyFrame): string[] {
  return [...new Set(filters.flatMap((text) => readFilter(text, journey)?.dimension ?? []))];
}

/** What numbers can be split by under these filters: nothing, a dimension, two of them, in the journey's order. */
export function splitsOf(filters: readonly string[], askable: Askable): string[][] {
  const filtered = filteredBy(filters, askable.journey);
  const ids = askable.journey.dimensions.map(({ id }) => id);
  const pairs = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => [a, b]));
  const useful = (id: string): boolean => !filtered.includes(id) || isOfSeveral(filters, id, askable.journey);
  return [[], ...ids.map((id) => [id]), ...pairs].filter((by) => by.every(useful) && isKept(askable, [...by, ...filtered]));
}

/** A dimension of which a filter leaves several values is worth splitting by. */
function isOfSeveral(filters: readonly string[], id: string, journey: JourneyFrame): boolean {
  return filters.some((text) => {
    const filter = readFilter(text, journey);
    const several = filter !== undefined && (filter.kind === 'bound' || filter.negated || filter.values.length > 1);
    return several && filter.dimension === id;
  });
}

/** Dimensions by which can be filtered beside these filters. */
export function filterable(filters: readonly string[], askable: Askable): string[] {
  const filtered = filteredBy(filters, askable.journey);
  return askable.journey.dimensions.map(({ id }) => id).filter((id) => !filtered.includes(id) && isKept(askable, [...filtered, id]));
}

/** The address with other filters, split by what can still be told apart: what it was, else the first thing of interest. */
export function withFilters(address: StatsAddress, filters: readonly string[], askable: Askable): StatsAddress {
  const splits = splitsOf(filters, askable);
  const same = splits.find((by) => by.length > 0 && key(by) === key(address.by));
  const filtered = filteredBy(filters, askable.journey);
  const fresh = splits.find((by) => by.length === 1 && !by.some((id) => filtered.includes(id)));
  return { ...address, filters, by: same ?? fresh ?? splits.find((by) => by.length > 0) ?? [] };
}

/** What keeps an address from being asked: something that nobody knows, a period that is none, or numbers that are not counted together. */
export type StatsObstacle =
  'unknown-journey' | 'unknown-stage' | 'unknown-filter' | 'unknown-parameter' | 'unread-period' | 'future-period' | 'not-kept';

/** The first of what keeps an address from being asked at `now`; undefined where nothing does. */
export function obstacleOf(address: StatsAddress, askable: Askable, now: number): StatsObstacle | undefined {
  const { journey, stage, filters, by, period } = address;
  if (journey !== undefined && journey !== askable.journey.id) return 'unknown-journey';
  if (stage !== undefined && !askable.journey.stages.some(({ id }) => id === stage)) return 'unknown-stage';
  if (typeof period !== 'string' && 'unread' in period) return 'unread-period';
  if (typeof period !== 'string' && 'from' in period && period.from >= now) return 'future-period';
  if (filters.some((text) => readFilter(text, askable.journey) === undefined)) return 'unknown-filter';
  if (unknownParameter(restOf(address), askable.journey) !== undefined) return 'unknown-parameter';
  const isKnown = by.every((id) => askable.journey.dimensions.some((dimension) => dimension.id === id));
  return isKnown && isKept(askable, [...by, ...filteredBy(filters, askable.journey)]) ? undefined : 'not-kept';
}
