import type { ErrorMapping, ErrorsAnswer, FoundBy, UnmappedCode } from '@tillwatch/contract';
import type { ErrorCategory } from '@tillwatch/domain';
import { clockText, countText, dateText, minuteText, rateText, type Language, type RateText } from '@tillwatch/wording';

/** One of the three ways an error is found, with what may be said of its share. */
export interface FoundView {
  readonly how: FoundBy;
  readonly count: string;
  readonly share: RateText;
  /** 0..100, for a bar. */
  readonly percent: number;
}

const HOW: readonly FoundBy[] = ['code', 'text', 'none'];

/** How errors were found, the best first. */
export function foundViews({ byHow, total }: ErrorsAnswer, language: Language): FoundView[] {
  return HOW.map((how) => ({
    how,
    count: countText(byHow[how], language),
    share: rateText(byHow[how], total, { language }),
    percent: total === 0 ? 0 : (byHow[how] / total) * 100,
  }));
}

/** Categories that occurred, and "unknown" always: that nothing is unknown is worth knowing. */
export function shownCategories({ categories }: ErrorsAnswer): ErrorsAnswer['categories'] {
  return categories.filter(({ category, count }) => count > 0 || category === 'unknown');
}

/** Categories a code can be mapped to, in the language's order. */
export function choices({ categories }: ErrorsAnswer, language: Language): { readonly category: ErrorCategory; readonly label: string }[] {
  return categories
    .filter(({ category }) => category !== 'unknown')
    .map(({ category, label }) => ({ category, label: label[language] }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}

/** A category's name; the word itself where the server knows one that the answer does not explain. */
export function labelOf(category: ErrorCategory, { categories }: ErrorsAnswer, language: Language): string {
  return categories.find((one) => one.category === category)?.label[language] ?? category;
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

/** The installation's own word that a code falls under: for its method, else for all of them. */
export function mappingOf({ provider, method, code }: UnmappedCode, { mappings }: ErrorsAnswer): ErrorMapping | undefined {
  const ofCode = mappings.filter((mapping) => same(mapping.provider, provider) && same(mapping.code, code));
  return (
    ofCode.find((mapping) => mapping.method !== null && same(mapping.method, method)) ?? ofCode.find((mapping) => mapping.method === null)
  );
}

/** Mappings of codes that are not in the list of unmapped ones. */
export function otherMappings(answer: ErrorsAnswer): ErrorMapping[] {
  const shown = new Set(answer.unmapped.map((code) => mappingOf(code, answer)));
  return answer.mappings.filter((mapping) => !shown.has(mapping));
}

/** What tells a row of the list from the others, over refreshes. */
export function keyOf({ provider, method, code, category, how }: UnmappedCode): string {
  return JSON.stringify([provider, method, code, category, how]);
}

/** `11월 22일 (일) 14:03` in the installation's time zone. */
export function momentText(iso: string, timeZone: string, language: Language): string {
  const at = Date.parse(iso);
  return `${dateText(at, timeZone, language)} ${minuteText(at, timeZone)}`;
}

/** First and last day of the answer and when it was counted. */
export function rangeTexts({ from, to, asOf, timeZone }: ErrorsAnswer, language: Language): Record<'from' | 'to' | 'clock', string> {
  const day = (date: string) => dateText(Date.parse(date), 'UTC', language);
  return { from: day(from), to: day(to), clock: clockText(Date.parse(asOf), timeZone) };
}
