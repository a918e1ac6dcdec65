import { OTHER_VALUE, type Dimension } from '@tillwatch/domain';
import type { Condition } from './cells.js';

/** What may be a weak spot in one dimension: each value, and ranges of values that have an order. */
export function conditionsOf(dimension: Dimension, values: readonly string[]): Condition[] {
  const real = values.filter((value) => value !== OTHER_VALUE && value !== '');
  const single = real.map((value) => ({ dimension: dimension.id, values: new Set([value]), filter: `${dimension.id}:${escaped(value)}` }));
  return dimension.ordered ? [...single, ...rangesOf(dimension, real)] : single;
}

/** A comma would separate values, a leading `!` or a `~` would mean something. */
function escaped(value: string): string {
  return value.replace(/[%,!~]/g, (char) => (char === '!' ? '%21' : char === '~' ? '%7E' : encodeURIComponent(char)));
}

interface Ordered {
  readonly value: string;
  readonly at: number;
}

/** "n and below" and "n and above" for every n, within what qualifies the values (`ie` of `ie/10`). */
function rangesOf({ id, qualifiedBy }: Dimension, values: readonly string[]): Condition[] {
  const groups = new Map<string, Ordered[]>();
  for (const value of values) {
    const slash = qualifiedBy === undefined ? 0 : value.indexOf('/');
    const own = value.slice(qualifiedBy === undefined ? 0 : slash + 1);
    if (slash < 0 || own === '' || Number.isNaN(Number(own))) continue;
    const qualifier = value.slice(0, slash);
    groups.set(qualifier, [...(groups.get(qualifier) ?? []), { value, at: Number(own) }]);
  }
  return [...groups].flatMap(([qualifier, members]) => {
    members.sort((a, b) => a.at - b.at);
    const rangeOf = (word: 'lte' | 'gte', bound: number, part: readonly Ordered[]): Condition => ({
      dimension: id,
      values: new Set(part.map(({ value }) => value)),
      filter: `${id}:${escaped(qualifier)}~${word}:${bound}`,
    });
    const below = members.slice(1).map(({ at }, i) => rangeOf('lte', at, members.slice(0, i + 2)));
    // The last of `below` is all of them already; a range of one is the value itself.
    const above = members.slice(1, -1).map(({ at }, i) => rangeOf('gte', at, members.slice(i + 1)));
    return [...below, ...above];
  });
}
