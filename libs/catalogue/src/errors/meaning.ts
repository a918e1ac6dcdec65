import type { ErrorCategory, ErrorClass, LocalisedText } from '@tillwatch/domain';

/** Whose doing an error is. */
export const PARTIES = ['customer', 'merchant', 'provider', 'network', 'issuer', 'risk', 'unknown'] as const;
export type Party = (typeof PARTIES)[number];

/**
 * Whether the same customer should try again: at once, not at all, later, with other means, or only after a look at
 * whether money already moved.
 */
export const RETRIES = ['yes', 'no', 'later', 'other_means', 'with_care'] as const;
export type Retry = (typeof RETRIES)[number];

/** What an event says of an error. Everything may be absent: a page does not know the provider yet. */
export interface ErrorQuery {
  readonly provider?: string | undefined;
  readonly method?: string | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** What an error means. Objects are shared between look-ups and never change. */
export interface ErrorMeaning {
  readonly category: ErrorCategory;
  readonly class: ErrorClass;
  readonly label: LocalisedText;
  readonly fault: Party;
  readonly retryable: Retry;
  /** What to tell the customer: what to do now. */
  readonly tell: LocalisedText;
  /** What this very code means; absent where only a text or nothing matched. */
  readonly description?: LocalisedText;
  /** Where the meaning of the code is published. */
  readonly source?: string;
  /** The file of the vocabulary that has it: a provider, a set of codes that providers share, or the page. */
  readonly table?: string;
  /** By what it was found; `none` goes with the category `unknown`. */
  readonly how: 'code' | 'text' | 'none';
}

/** Says what errors mean: a vocabulary, or one with an installation's own word before it. */
export interface ErrorReader {
  lookUp(query: ErrorQuery): ErrorMeaning;
}
