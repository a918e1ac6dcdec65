import { fillPlaces, holdsWay, placesIn, type JsonTree } from '@tillwatch/domain';
import type { Way } from '../../message/ways.js';

/** What is put into places, by their names; undefined where a setting is left out. */
export type Places = (name: string) => string | number | undefined;

/** A text with its places filled; undefined where one of them is left out. A text that is one place alone becomes what is put there. */
export function fillText(text: string, places: Places, written: (value: string) => string = String): string | number | undefined {
  const names = placesIn(text);
  if (names.some((name) => places(name) === undefined)) return undefined;
  const [only] = names;
  if (names.length === 1 && only !== undefined && /^\{\{[^{}]*\}\}$/.test(text)) {
    const value = places(only);
    return typeof value === 'number' ? value : written(value ?? '');
  }
  return fillPlaces(text, (name) => written(String(places(name))));
}

/**
 * A body with its places filled. What is left out is left out with its name, in lists with its place. JSON escapes by itself.
 *
 * @param ways a list's entry that is about one way on is there once for each of these
 */
export function fillTree(tree: JsonTree, places: Places, ways: readonly Way[]): JsonTree | undefined {
  if (typeof tree === 'string') return fillText(tree, places);
  if (typeof tree !== 'object' || tree === null) return tree;
  if (isList(tree)) return tree.flatMap((part) => filledEntries(part, places, ways));
  const entries = Object.entries(tree).map(([name, part]) => [name, fillTree(part, places, ways)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonTree] => entry[1] !== undefined));
}

function filledEntries(part: JsonTree, places: Places, ways: readonly Way[]): JsonTree[] {
  const filled = holdsWay(part)
    ? ways.map(({ label, url }) => fillTree(part, withPlaces(places, { 'way.label': label, 'way.url': url }), []))
    : [fillTree(part, places, ways)];
  return filled.filter((entry) => entry !== undefined);
}

/** The same places with more of them. */
export function withPlaces(places: Places, more: Readonly<Record<string, string | number>>): Places {
  return (name) => more[name] ?? places(name);
}

function isList(tree: JsonTree): tree is readonly JsonTree[] {
  return Array.isArray(tree);
}

/** Named texts with their places filled. */
export function fillTexts(texts: Readonly<Record<string, string>>, places: Places): Record<string, string> {
  const filled = Object.entries(texts).map(([name, text]) => [name, fillText(text, places)] as const);
  return Object.fromEntries(filled.flatMap(([name, text]) => (text === undefined ? [] : [[name, String(text)]])));
}

/** An address: what begins it is one already, everything after that becomes a part of a path or query, before the query that it may have. */
export function fillUrl(url: string, places: Places): string {
  const [, start = '', rest = ''] = /^(\{\{[^{}]*\}\})?(.*)$/s.exec(url) ?? [];
  const inPath = (value: string): string => encodeURIComponent(value).replace(/%3A/g, ':').replace(/%40/g, '@');
  const [address = '', query] = String(fillText(start, places) ?? '').split(/\?(.*)/s);
  const filled = `${address}${String(fillText(rest, places, inPath) ?? '')}`;
  return query === undefined || query === '' ? filled : `${filled}${filled.includes('?') ? '&' : '?'}${query}`;
}
