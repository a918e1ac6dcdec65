import type { JourneyFrame } from '@tillwatch/contract';
import { OTHER_VALUE, type LocalisedText } from '@tillwatch/domain';
import type { Language } from '@tillwatch/wording';

type Word = 'lt' | 'lte' | 'gt' | 'gte';

/** A filter in its parts. `dimension` is the one whose values are meant. */
export type Filter = { readonly dimension: string } & (
  | { readonly kind: 'values'; readonly negated: boolean; readonly values: readonly string[] }
  | { readonly kind: 'bound'; readonly qualifier: string; readonly word: Word; readonly bound: string }
);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads a filter as the server does; undefined where the journey knows nothing of the kind. */
export function readFilter(text: string, journey: JourneyFrame): Filter | undefined {
  const at = text.indexOf(':');
  const [name, rest] = [text.slice(0, at), text.slice(at + 1)];
  const dimension = journey.dimensions.find(({ id }) => id === name);
  if (at <= 0 || rest === '' || dimension === undefined) return undefined;
  const comparison = /^([^~]*)~(lt|lte|gt|gte):(.+)$/.exec(rest);
  if (comparison === null) {
    const negated = rest.startsWith('!');
    return { dimension: name, kind: 'values', negated, values: (negated ? rest.slice(1) : rest).split(',').map(decoded) };
  }
  const ordered = dimension.ordered ? dimension : journey.dimensions.find((one) => one.ordered && one.qualifiedBy === name);
  const [, qualifier = '', word = '', bound = ''] = comparison;
  if (ordered === undefined || Number.isNaN(Number(bound))) return undefined;
  return { dimension: ordered.id, kind: 'bound', qualifier: decoded(qualifier), word: word as Word, bound };
}

/** The filter that one value passes; with a comparison (`lte`, `gte`) what is on its side of it, too. */
export function filterOf(dimension: string, value: string, word: 'is' | 'lte' | 'gte' = 'is'): string {
  const safe = (text: string): string => text.replace(/[%,]/g, encodeURIComponent).replace(/!/g, '%21').replace(/~/g, '%7E');
  if (word === 'is') return `${dimension}:${safe(value)}`;
  const slash = value.indexOf('/');
  return `${dimension}:${safe(value.slice(0, Math.max(0, slash)))}~${word}:${value.slice(slash + 1)}`;
}

const OTHER: LocalisedText = { ko: '기타', en: 'Other' };

/** How a dimension reads. */
export function dimensionName(journey: JourneyFrame, id: string, language: Language): string {
  return journey.dimensions.find((dimension) => dimension.id === id)?.label[language] ?? id;
}

/** How a value reads; the value itself where nobody gave it a name. */
export function valueName(journey: JourneyFrame, of: { dimension: string; value: string }, language: Language): string {
  const { dimension: id, value } = of;
  if (value === OTHER_VALUE) return OTHER[language];
  const dimension = journey.dimensions.find((one) => one.id === id);
  const label = dimension !== undefined && Object.hasOwn(dimension.values, value) ? dimension.values[value] : undefined;
  if (label !== undefined) return label[language];
  const slash = value.indexOf('/');
  const qualifier = dimension?.qualifiedBy ?? null;
  if (qualifier === null || slash <= 0) return value;
  return `${valueName(journey, { dimension: qualifier, value: value.slice(0, slash) }, language)} ${value.slice(slash + 1)}`;
}

/** What has no value of what is split by: `결제사 없음`, `No browser version or payment provider`. */
export function withoutName(journey: JourneyFrame, by: readonly string[], language: Language): string {
  const names = by.map((id) => dimensionName(journey, id, language));
  if (language === 'ko') return `${names.join(' 또는 ')} 없음`;
  // A name in capitals stays one.
  return `No ${names.map((name) => name.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase())).join(' or ')}`;
}

const KO: Readonly<Record<Word, string>> = { lt: '미만', lte: '이하', gt: '초과', gte: '이상' };

function boundName(name: string, word: Word, { language, isVersion }: { language: Language; isVersion: boolean }): string {
  if (language === 'ko') return `${name} ${KO[word]}`;
  const [below, above] = isVersion ? ['older', 'newer'] : ['less', 'more'];
  if (word === 'lte' || word === 'gte') return `${name} or ${word === 'lte' ? below : above}`;
  return `${word === 'lt' ? below : above} than ${name}`;
}

/** How a filter reads: `KG이니시스`, `IE 10 이하`, `카드 제외`; undefined where it is none. */
export function filterName(text: string, journey: JourneyFrame, language: Language): string | undefined {
  const filter = readFilter(text, journey);
  if (filter === undefined) return undefined;
  const { dimension } = filter;
  if (filter.kind === 'bound') {
    const { qualifier, word, bound } = filter;
    const name = qualifier === '' ? bound : valueName(journey, { dimension, value: `${qualifier}/${bound}` }, language);
    return boundName(name, word, { language, isVersion: qualifier !== '' });
  }
  const names = filter.values.map((value) => valueName(journey, { dimension, value }, language)).join(', ');
  if (!filter.negated) return names;
  return language === 'ko' ? `${names} 제외` : `not ${names}`;
}

/** How several filters read together, in the order of the journey: `IE 10 이하 × KG이니시스`. */
export function filtersName(texts: readonly string[], journey: JourneyFrame, language: Language): string {
  const place = (text: string): number => journey.dimensions.findIndex(({ id }) => id === readFilter(text, journey)?.dimension);
  const sorted = [...texts].sort((a, b) => place(a) - place(b));
  return sorted.map((text) => filterName(text, journey, language) ?? text).join(' × ');
}
