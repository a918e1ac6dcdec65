import type { JourneyFrame } from '@tillwatch/contract';
import { WHOLE_ATTEMPT, type Segment } from '@tillwatch/domain';
import type { Language } from '@tillwatch/wording';

/** A slice as addresses name it. */
export interface SliceName {
  readonly journey: string;
  /** A stage, or whole attempts. */
  readonly stage: string;
  readonly segment: Segment;
}

/** The address of a slice's page: filters repeat as `f=dimension:value`, parameters are sorted. */
export function sliceHref({ journey, stage, segment }: SliceName, language: Language): string {
  const query = new URLSearchParams({ journey, lang: language });
  for (const [dimension, value] of Object.entries(segment)) query.append('f', `${dimension}:${value.replaceAll(',', '%2C')}`);
  if (stage !== WHOLE_ATTEMPT) query.set('stage', stage);
  query.sort();
  return `/live/slice?${query.toString()}`;
}

/** The address of an incident's page. */
export function incidentHref(id: string, language: Language): string {
  return `/incidents/${encodeURIComponent(id)}?lang=${language}`;
}

/** What the server is asked for an address of the page: its `f` are the server's `filter`. */
export function sliceQuery(address: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams({ journey: address.get('journey') ?? 'checkout' });
  const stage = address.get('stage');
  if (stage !== null) query.set('stage', stage);
  for (const filter of address.getAll('f')) query.append('filter', filter);
  return query;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The last hour at `now`, in ms since the epoch; minutes are whole, for others are not counted alone. */
export function lastHour(now: number): { readonly from: number; readonly to: number } {
  const to = Math.floor(now / MINUTE) * MINUTE;
  return { from: to - HOUR, to };
}

/** The question for a slice by one dimension over a time (ms since the epoch). */
export function breakdownQuery(slice: URLSearchParams, by: string, { from, to }: { from: number; to: number }): URLSearchParams {
  const query = new URLSearchParams(slice);
  query.set('by', by);
  query.set('from', new Date(from).toISOString());
  query.set('to', new Date(to).toISOString());
  return query;
}

function fixedBy(slice: URLSearchParams): string[] {
  return slice.getAll('filter').map((filter) => filter.split(':')[0] ?? '');
}

/** The dimension a slice is first broken down by: one it does not fix. */
export function firstDimension(slice: URLSearchParams): string {
  return ['provider', 'method', 'browser'].find((name) => !fixedBy(slice).includes(name)) ?? 'merchant';
}

/** What a slice can be broken down by: dimensions that are counted together with those it fixes. */
export function dimensionsBeside(slice: URLSearchParams, { dimensions, kept }: JourneyFrame): string[] {
  const fixed = [...new Set(fixedBy(slice))];
  const isKept = (wanted: readonly string[]) =>
    kept.some(({ dimensions: one }) => one.length === wanted.length && wanted.every((id) => one.includes(id)));
  return dimensions.map(({ id }) => id).filter((id) => !fixed.includes(id) && isKept([...fixed, id]));
}
