import type { JourneyFrame } from '@tillwatch/contract';
import type { Language } from '@tillwatch/wording';
import { readFilter } from '../stats/names.js';

/** A parameter that looks like a filter and is none: `provider=x` where `f=provider:x` is meant. */
export interface UnknownParameter {
  readonly name: string;
  /** As the address has it. */
  readonly text: string;
  /** What was probably meant; undefined where nothing of the kind is known. */
  readonly filter: string | undefined;
}

/** What parameters of the desk's pages are called; anything may be called so without being a filter. */
const OWN = ['journey', 'stage', 'by', 'f', 't', 'from', 'to', 'at', 'cmp', 'sort', 'lang', 'theme', 'token'];
/** What filters are called in the API. */
const FILTER = 'filter';

/** The first parameter that is called as what filters are about. Without a word, numbers would be of more than was asked for. */
export function unknownParameter(address: URLSearchParams, journey: JourneyFrame): UnknownParameter | undefined {
  const name = [...address.keys()].find((key) => !OWN.includes(key) && (key === FILTER || journey.dimensions.some(({ id }) => id === key)));
  if (name === undefined) return undefined;
  const value = address.getAll(name).join(',');
  const filter = name === FILTER ? value : `${name}:${value}`;
  return { name, text: `${name}=${value}`, filter: readFilter(filter, journey) && filter };
}

/** What is said of it. */
export interface ParameterTexts {
  readonly unknown: (text: string) => string;
  readonly help: string;
  readonly asFilter: (filter: string) => string;
  readonly without: string;
}

/** By language. */
export const PARAMETER_TEXTS: Readonly<Record<Language, ParameterTexts>> = {
  ko: {
    unknown: (text) => `알 수 없는 매개변수: ${text}`,
    help: '필터는 f=provider:kg-inicis처럼 적습니다. 이 매개변수를 무시하면 범위가 말없이 넓어지므로 숫자를 보여 주지 않습니다.',
    asFilter: (filter) => `필터로 보기: f=${filter}`,
    without: '이것을 빼고 보기',
  },
  en: {
    unknown: (text) => `Unknown parameter: ${text}`,
    help: 'A filter is written like f=provider:kg-inicis. Numbers without it would silently be about more than asked for.',
    asFilter: (filter) => `Show with the filter f=${filter}`,
    without: 'Show without it',
  },
};
