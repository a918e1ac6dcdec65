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

/** What the server is asked for an address of the page: its `f` are the server's `filter`. */
export function sliceQuery(address: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams({ journey: address.get('journey') ?? 'checkout' });
  const stage = address.get('stage');
  if (stage !== null) query.set('stage', stage);
  for (const filter of address.getAll('f')) query.append('filter', filter);
  return query;
}
