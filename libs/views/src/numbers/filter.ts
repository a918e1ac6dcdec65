import { dimensionOf } from '@tillwatch/catalogue';
import { isWithin, type Comparison, type Dimension, type Journey, type LocalisedText } from '@tillwatch/domain';
import type { DimensionFilter } from '@tillwatch/windows';
import { invalid } from './numbers-error.js';

const NOT_A_FILTER: LocalisedText = {
  ko: '기준:값 모양이어야 합니다. 예: provider:kg-inicis',
  en: 'expected dimension:value, like provider:kg-inicis',
};

const COMPARISON = /^(?:([^~]*)~)?(lte|lt|gte|gt):(.+)$/;

/**
 * Reads filters: `dimension:value`, several values separated by commas, `!` in front of them for "none of these", and for
 * ordered dimensions a comparison: `browser_version:ie~lte:10`, or shorter `browser:ie~lte:10`.
 * @throws NumbersError
 */
export function parseFilters(texts: readonly string[], journey: Journey): DimensionFilter[] {
  return texts.map((text) => {
    const at = text.indexOf(':');
    if (at <= 0 || at === text.length - 1) throw invalid('filter', NOT_A_FILTER);
    const name = text.slice(0, at);
    const dimension = dimensionOf(journey, name);
    if (dimension === undefined) throw invalid('filter', unknownDimension(journey, name));
    const rest = text.slice(at + 1);
    const comparison = COMPARISON.exec(rest);
    // Without a qualifier it may as well be a value, unless values have an order.
    if (comparison !== null && (dimension.ordered || rest.includes('~'))) return comparisonFilter(comparison, dimension, journey);
    const negated = rest.startsWith('!');
    const values = new Set((negated ? rest.slice(1) : rest).split(',').map(decode));
    return { dimension: name, matches: (value: string) => values.has(value) !== negated };
  });
}

/** Values may be percent-encoded once more, so that they can contain a comma. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function comparisonFilter([, qualifier = '', word = '', bound = '']: RegExpExecArray, named: Dimension, journey: Journey): DimensionFilter {
  const ordered = named.ordered ? named : journey.dimensions.find((each) => each.ordered && each.qualifiedBy === named.id);
  const limit = Number(bound);
  if (ordered === undefined) throw invalid('filter', noOrder(named));
  if (Number.isNaN(limit)) throw invalid('filter', { ko: `~${word}: 뒤에는 숫자가 와야 합니다`, en: `expected a number after ~${word}:` });
  const qualified = ordered.qualifiedBy === undefined ? {} : { qualifier: decode(qualifier) };
  const range = { ...qualified, comparison: word as Comparison, bound: limit };
  return { dimension: ordered.id, matches: (value) => isWithin(ordered, range, value) };
}

/** Says which dimensions a journey has. */
export function unknownDimension(journey: Journey, name: string): LocalisedText {
  const known = journey.dimensions.map(({ id }) => id).join(', ');
  const short = name.slice(0, 64);
  return {
    ko: `${journey.id}에 "${short}"라는 기준이 없습니다. 있는 것: ${known}`,
    en: `${journey.id} has no dimension "${short}"; there are ${known}`,
  };
}

function noOrder({ id }: Dimension): LocalisedText {
  return { ko: `${id} 값에는 순서가 없어 비교할 수 없습니다`, en: `values of ${id} have no order, so they cannot be compared` };
}
