import type { ErrorCategory } from '@tillwatch/domain';
import type { ErrorVocabulary } from '../src/errors/error-vocabulary.js';
import type { Label } from './labels.js';

/** A label that the vocabulary sees otherwise. */
export interface Confusion {
  readonly label: Label;
  readonly found: ErrorCategory;
  readonly how: 'code' | 'text' | 'none';
}

/** How a provider's labels fare. `labelled` is the sum of the other five numbers. */
export interface ProviderScore {
  readonly provider: string;
  readonly labelled: number;
  /** Found by the code alone, in the labelled category or in another one. */
  readonly right: number;
  readonly wrong: number;
  /** Codes nobody listed whose published text was matched. */
  readonly textRight: number;
  readonly textWrong: number;
  /** Found neither way. */
  readonly unknown: number;
  readonly confusions: readonly Confusion[];
}

/** Share of a provider's labels that the code alone puts into the right category, 0..1. */
export function shareRight({ right, labelled }: ProviderScore): number {
  return labelled === 0 ? 0 : right / labelled;
}

/** Looks every label up, by its code alone and, where that is not listed, by its text; one score for each provider. */
export function score(labels: readonly Label[], errors: ErrorVocabulary): ProviderScore[] {
  const providers = [...new Set(labels.map(({ provider }) => provider))].sort();
  return providers.map((provider) => {
    const own = labels.filter((label) => label.provider === provider);
    const found = own.map((label) => look(label, errors));
    const count = (how: Confusion['how'], isRight?: boolean): number =>
      found.filter((one) => one.how === how && (isRight === undefined || (one.found === one.label.category) === isRight)).length;
    return {
      provider,
      labelled: own.length,
      ...{ right: count('code', true), wrong: count('code', false) },
      ...{ textRight: count('text', true), textWrong: count('text', false), unknown: count('none') },
      confusions: found.filter((one) => one.found !== one.label.category),
    };
  });
}

function look(label: Label, errors: ErrorVocabulary): Confusion {
  const { provider, method, code, text } = label;
  const byCode = errors.lookUp({ provider, method, code });
  const { category, how } = byCode.how === 'none' ? errors.lookUp({ message: text }) : byCode;
  return { label, found: category, how };
}
