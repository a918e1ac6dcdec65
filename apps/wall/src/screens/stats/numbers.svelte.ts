import type { SeriesAnswer, StatsAnswer, WeakSpotsAnswer } from '@tillwatch/contract';
import { ApiError } from '../../api/client.js';
import type { Asker } from '../../api/errors.js';
import { readNumbers, type Answers, type NumbersQuestion } from '../../api/numbers.js';
import { isoText } from '../../address/moment.js';
import type { StatsAddress } from './address.js';
import { daysIn, type Span } from './period.js';
import { reasonOf } from './reason.js';

/** An answer that is on its way, there, or not to be had. */
export type Part<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly reason: string; readonly nearest: { readonly from: string; readonly to: string } | undefined }
  | { readonly kind: 'ready'; readonly answer: T }
  /** Not asked for. */
  | { readonly kind: 'none' };

/** Why no row is there: what there would be without each filter. */
export interface WithoutFilter {
  readonly filter: string;
  readonly total: number;
}

/** A value and how many attempts have it. */
export interface ValueCount {
  readonly value: string;
  readonly total: number;
}

/** What is asked for at once. */
export interface StatsQuestion extends Pick<StatsAddress, 'stage' | 'by' | 'filters'> {
  readonly journey: string;
  readonly span: Span;
  readonly before: Span | undefined;
  readonly timeZone: string;
}

/** Hours of a longer range are too many points for one answer. */
export const MOST_DAYS_OF_HOURS = 120;
const LOADING = { kind: 'loading' } as const;
const NONE = { kind: 'none' } as const;

/** The page's numbers, each part on its own: one that fails or takes long leaves the others standing. */
export class StatsNumbers {
  stats: Part<StatsAnswer> = $state.raw(LOADING);
  before: Part<StatsAnswer> = $state.raw(NONE);
  series: Part<SeriesAnswer> = $state.raw(LOADING);
  seriesBefore: Part<SeriesAnswer> = $state.raw(NONE);
  weak: Part<WeakSpotsAnswer> = $state.raw(LOADING);
  without: readonly WithoutFilter[] = $state.raw([]);
  readonly #asker: Asker;
  /** Questions asked so far: an answer that was overtaken is not shown. */
  #asked = 0;
  /** What the weak spots are of. */
  #weakOf = '';

  constructor(asker: Asker) {
    this.#asker = asker;
  }

  async read(question: StatsQuestion): Promise<void> {
    const number = ++this.#asked;
    const { span, before, by, timeZone } = question;
    const put =
      <Name extends 'stats' | 'before' | 'series' | 'seriesBefore' | 'weak'>(name: Name) =>
      (part: this[Name]): void => {
        if (number === this.#asked) this[name] = part;
      };
    const long = daysIn(span, timeZone) > MOST_DAYS_OF_HOURS;
    const step = ['step', long ? '1d' : '1h'] as const;
    const split = ['by', by.join(',')] as const;
    this.without = [];
    if (before === undefined) [this.before, this.seriesBefore] = [NONE, NONE];
    const earlier =
      before === undefined
        ? []
        : [
            this.#part('stats', [...common(question, before), split], put('before')),
            this.#part('series', [...common(question, before), step], put('seriesBefore')),
          ];
    await Promise.all([
      this.#part('stats', [...common(question, span), split], put('stats')),
      this.#part('series', [...common(question, span), step], put('series')),
      this.#readWeak(question, put('weak')),
      ...earlier,
    ]);
    if (number === this.#asked && this.stats.kind === 'ready' && this.stats.answer.groups.length === 0 && !this.stats.answer.rest?.total)
      await this.#explainEmpty(question, number);
  }

  /** Values that a dimension has under these filters, the most frequent first; none where they are not to be had. */
  async valuesOf(dimension: string, question: Pick<StatsQuestion, 'journey' | 'stage' | 'filters' | 'span'>): Promise<ValueCount[]> {
    const asked = [...common(question, question.span), ['by', dimension] as const];
    const answer = await readNumbers('stats', asked, this.#asker).catch(() => undefined);
    const values = answer?.groups.map(({ segment, total }) => ({ value: segment[dimension] ?? '', total })) ?? [];
    return values.filter(({ value }) => value !== '').sort((a, b) => b.total - a.total);
  }

  /** Weak spots are those of all stages and all conditions, so that the list stays while one of them is looked at. */
  async #readWeak({ journey, span }: StatsQuestion, put: (part: Part<WeakSpotsAnswer>) => void): Promise<void> {
    const asked = common({ journey, stage: undefined, filters: [] }, span);
    const known = JSON.stringify(asked);
    if (this.weak.kind === 'ready' && known === this.#weakOf) return;
    this.#weakOf = known;
    await this.#part('weak-spots', asked, put);
  }

  async #part<What extends 'stats' | 'series' | 'weak-spots'>(
    what: What,
    asked: NumbersQuestion,
    put: (part: Part<Answers[What]>) => void,
  ): Promise<void> {
    put(LOADING);
    try {
      put({ kind: 'ready', answer: await readNumbers(what, asked, this.#asker) });
    } catch (error) {
      const nearest = error instanceof ApiError ? error.nearest : undefined;
      put({ kind: 'failed', reason: reasonOf(error, this.#asker.language), nearest });
    }
  }

  /** How many attempts there are without each of the filters; what cannot be told is left out. */
  async #explainEmpty(question: StatsQuestion, number: number): Promise<void> {
    const { filters, span } = question;
    const counted = await Promise.all(
      filters.map(async (filter) => {
        const others = { ...question, filters: filters.filter((other) => other !== filter) };
        const answer = await readNumbers('stats', common(others, span), this.#asker).catch(() => undefined);
        const total = answer?.groups.reduce((sum, group) => sum + group.total, 0) ?? 0;
        return { filter, total };
      }),
    );
    if (number === this.#asked) this.without = counted.filter(({ total }) => total > 0);
  }
}

/** What every question about a range says. */
function common({ journey, stage, filters }: Pick<StatsQuestion, 'journey' | 'stage' | 'filters'>, { from, to }: Span): [string, string][] {
  const of: [string, string][] = stage === undefined ? [] : [['stage', stage]];
  return [
    ['journey', journey],
    ...of,
    ...filters.map((filter): [string, string] => ['filter', filter]),
    ['from', isoText(from)],
    ['to', isoText(to)],
  ];
}
