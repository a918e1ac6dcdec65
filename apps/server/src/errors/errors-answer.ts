import type { ErrorVocabulary } from '@tillwatch/catalogue';
import type { ErrorMapping, ErrorsAnswer, FoundBy, UnmappedCode } from '@tillwatch/contract';
import { ERROR_CATEGORIES, type ErrorCategory } from '@tillwatch/domain';
import type { KeptMapping } from './error-mappings.js';
import { MOST_SAMPLES } from './pending-tally.js';
import type { TallyTotal } from './tally-reader.js';
import { yamlLines } from './yaml-lines.js';

/** Longest list of unmapped codes in an answer. */
const MOST_LISTED = 200;

/** What an answer is made of. */
export interface ErrorsFound {
  readonly totals: readonly TallyTotal[];
  readonly journey: string | undefined;
  readonly vocabulary: ErrorVocabulary;
  readonly mappings: readonly KeptMapping[];
  /** What the tenant itself says of a code now. */
  readonly ownCategory: (code: { provider: string; method: string; code: string }) => ErrorCategory | undefined;
}

type Counted = Pick<ErrorsAnswer, 'total' | 'byHow' | 'other' | 'categories' | 'unmapped' | 'more' | 'mappings'>;

/** What was counted, by category, and what no file lists. */
export function errorsAnswer(found: ErrorsFound): Counted {
  const totals = found.totals.filter(({ row }) => found.journey === undefined || row.journey === found.journey);
  const sum = (of: readonly TallyTotal[]) => of.reduce((all, { count }) => all + count, 0);
  const by = (how: FoundBy) => sum(totals.filter(({ row }) => row.how === how));
  const total = sum(totals);
  const unmapped = unmappedCodes(totals, found.ownCategory);
  const rest = unmapped.slice(MOST_LISTED);
  return {
    total,
    byHow: { code: by('code'), text: by('text'), none: by('none') },
    other: sum(totals.filter(({ row }) => row.code === null)),
    categories: categoriesOf(totals, total, found.vocabulary),
    unmapped: unmapped.slice(0, MOST_LISTED),
    more: { codes: rest.length, count: rest.reduce((all, { count }) => all + count, 0) },
    mappings: found.mappings.map((mapping) => mappingAnswer(mapping, found.vocabulary)),
  };
}

/** A mapping as it is answered, with how to keep it in a file. */
export function mappingAnswer(mapping: KeptMapping, vocabulary: ErrorVocabulary): ErrorMapping {
  const { provider, method = null, code, category, since } = mapping;
  return { provider, method, code, category, since: new Date(since).toISOString(), file: yamlLines(mapping, vocabulary) };
}

function categoriesOf(totals: readonly TallyTotal[], total: number, vocabulary: ErrorVocabulary): Counted['categories'] {
  const counts = new Map<ErrorCategory, number>();
  for (const { row, count } of totals) counts.set(row.category, (counts.get(row.category) ?? 0) + count);
  const all = ERROR_CATEGORIES.map((category) => {
    const { label, class: errorClass } = vocabulary.category(category);
    const count = counts.get(category) ?? 0;
    return { category, label, class: errorClass, count, share: total === 0 ? null : count / total };
  });
  return all.sort((a, b) => b.count - a.count);
}

/** Rows of all journeys put together, one for each code as it was understood; those of one code stay side by side. */
function unmappedCodes(totals: readonly TallyTotal[], ownCategory: ErrorsFound['ownCategory']): UnmappedCode[] {
  const codes = new Map<string, TallyTotal>();
  for (const total of totals) {
    const { provider, method, code, category, how } = total.row;
    if (how === 'code' || code === null) continue;
    const key = JSON.stringify([provider, method, code, category, how]);
    const known = codes.get(key);
    codes.set(key, known === undefined ? { ...total } : joined(known, total));
  }
  const rows = [...codes.values()];
  const sums = new Map<string, number>();
  for (const { row, count } of rows) sums.set(nameOf(row), (sums.get(nameOf(row)) ?? 0) + count);
  const sumOf = ({ row }: TallyTotal) => sums.get(nameOf(row)) ?? 0;
  return rows
    .sort((a, b) => sumOf(b) - sumOf(a) || nameOf(a.row).localeCompare(nameOf(b.row)) || b.count - a.count)
    .map(({ row: { provider, method, code, category, how }, count, samples, lastSeen }) => ({
      ...{ provider, method, code: code ?? '', count, category, how: how === 'text' ? how : 'none' },
      samples: samples.map(({ at, ...rest }) => ({ at: toTheSecond(at), ...rest })),
      lastSeen: toTheSecond(lastSeen),
      mappedTo: ownCategory({ provider, method, code: code ?? '' }) ?? null,
    }));
}

function nameOf({ provider, method, code }: TallyTotal['row']): string {
  return JSON.stringify([provider, method, code]);
}

function joined(a: TallyTotal, b: TallyTotal): TallyTotal {
  const samples = [...a.samples, ...b.samples].sort((one, other) => other.at - one.at).slice(0, MOST_SAMPLES);
  return { row: a.row, count: a.count + b.count, lastSeen: Math.max(a.lastSeen, b.lastSeen), samples };
}

function toTheSecond(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
