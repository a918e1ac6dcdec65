import type { JourneyFrame } from '@tillwatch/contract';
import { WHOLE_ATTEMPT } from '@tillwatch/domain';
import { unknownParameter, type UnknownParameter } from '../desk/unknown-parameter.js';
import { filtersName, readFilter } from '../stats/names.js';
import type { Language } from '@tillwatch/wording';

/** What of an address nobody knows. */
export interface Unknown {
  readonly what: 'journey' | 'stage' | 'filter' | 'parameter';
  readonly text: string;
  /** Of a parameter: what it is called, and the filter that was probably meant. */
  readonly parameter?: UnknownParameter;
}

/** The first part of a slice's address that nobody knows; undefined where all of it is known. */
export function unknownIn(address: URLSearchParams, journeys: readonly JourneyFrame[]): Unknown | undefined {
  const name = address.get('journey') ?? 'checkout';
  const journey = journeys.find(({ id }) => id === name);
  if (journey === undefined) return { what: 'journey', text: name };
  const stage = address.get('stage');
  const isKnown = stage === null || stage === WHOLE_ATTEMPT || journey.stages.some(({ id }) => id === stage);
  if (!isKnown) return { what: 'stage', text: stage };
  const filter = address.getAll('f').find((text) => readFilter(text, journey) === undefined);
  if (filter !== undefined) return { what: 'filter', text: filter };
  const parameter = unknownParameter(address, journey);
  return parameter && { what: 'parameter', text: parameter.text, parameter };
}

/** The address without what nobody knows. */
export function withoutUnknown(address: URLSearchParams, { what, text, parameter }: Unknown): URLSearchParams {
  const left = new URLSearchParams(address);
  left.delete(what === 'filter' ? 'f' : (parameter?.name ?? what));
  if (what === 'filter') for (const filter of address.getAll('f').filter((one) => one !== text)) left.append('f', filter);
  left.sort();
  return left;
}

/** The address with the filter that was probably meant in the place of what nobody knows; undefined where none was. */
export function asMeant(address: URLSearchParams, unknown: Unknown): URLSearchParams | undefined {
  const filter = unknown.parameter?.filter;
  if (filter === undefined) return undefined;
  const meant = withoutUnknown(address, unknown);
  meant.append('f', filter);
  meant.sort();
  return meant;
}

/** A wider slice: its name and its address. */
export interface Wider {
  readonly name: string;
  readonly search: string;
}

/** Each condition of a slice of several by itself: what is counted where they are not counted together. */
export function widerThan(address: URLSearchParams, journey: JourneyFrame | null, language: Language): Wider[] {
  const filters = address.getAll('f');
  if (filters.length < 2) return [];
  return filters.map((filter) => {
    const query = new URLSearchParams(address);
    query.delete('f');
    query.append('f', filter);
    query.sort();
    return { name: journey === null ? filter : filtersName([filter], journey, language), search: query.toString() };
  });
}
