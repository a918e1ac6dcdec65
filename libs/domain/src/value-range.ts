/** How the values of a range compare with its bound. */
export type Comparison = 'lt' | 'lte' | 'gt' | 'gte';

/** A range of an ordered dimension's values: every value of the qualifier, if it has one, that compares so with the bound. */
export interface ValueRange {
  /** Value of the dimension that qualifies these (`ie`); absent where the dimension has none. */
  readonly qualifier?: string;
  readonly comparison: Comparison;
  readonly bound: number;
}

/** What tells how values of a dimension read; see `Dimension`. */
export interface OrderedDimension {
  readonly ordered?: boolean;
  readonly qualifiedBy?: string;
}

const RANGE = /^(?:([^~]*)~)?(lte|lt|gte|gt):(.+)$/;

const COMPARE: Readonly<Record<Comparison, (value: number, bound: number) => boolean>> = {
  lt: (value, bound) => value < bound,
  lte: (value, bound) => value <= bound,
  gt: (value, bound) => value > bound,
  gte: (value, bound) => value >= bound,
};

/** The one spelling of a range: `ie~lte:10`, and `lte:10` where no other dimension qualifies the values. */
export function formatRange({ qualifier, comparison, bound }: ValueRange): string {
  return `${qualifier === undefined ? '' : `${qualifier}~`}${comparison}:${bound}`;
}

/** The inverse of {@link formatRange}; undefined where `text` is no range, which most values are not. */
export function parseRange(text: string): ValueRange | undefined {
  const [, qualifier, comparison, written = ''] = RANGE.exec(text) ?? [];
  const bound = numberIn(written);
  if (comparison === undefined || bound === undefined) return undefined;
  return { ...(qualifier === undefined || qualifier === '' ? {} : { qualifier }), comparison: comparison as Comparison, bound };
}

/**
 * Splits an ordered dimension's value into the value that qualifies it and its number (`ie/10` → ie, 10); undefined where it
 * has no number (`ie/unknown`, `_other`) and is therefore in no range.
 */
export function orderOf(dimension: OrderedDimension, value: string): { readonly qualifier?: string; readonly number: number } | undefined {
  if (dimension.qualifiedBy === undefined) {
    const number = numberIn(value);
    return number === undefined ? undefined : { number };
  }
  const slash = value.lastIndexOf('/');
  const number = slash === -1 ? undefined : numberIn(value.slice(slash + 1));
  return number === undefined ? undefined : { qualifier: value.slice(0, slash), number };
}

/** Whether a value is the one, or in the range, that a segment names for a dimension. */
export function matchesValue(dimension: OrderedDimension, pattern: string, value: string): boolean {
  if (pattern === value) return true;
  const range = dimension.ordered === true ? parseRange(pattern) : undefined;
  return range !== undefined && isWithin(dimension, range, value);
}

/** Whether a value of an ordered dimension lies in a range. */
export function isWithin(dimension: OrderedDimension, range: ValueRange, value: string): boolean {
  const own = orderOf(dimension, value);
  if (own === undefined || own.qualifier !== range.qualifier) return false;
  return COMPARE[range.comparison](own.number, range.bound);
}

function numberIn(text: string): number | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
