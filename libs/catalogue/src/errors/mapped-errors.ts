import type { ErrorCategory } from '@tillwatch/domain';
import { plainCode } from './code-text.js';
import { plainName, type ErrorVocabulary } from './error-vocabulary.js';
import type { ErrorMeaning, ErrorQuery, ErrorReader } from './meaning.js';

/** The code that an installation says something of. */
export interface MappedCode {
  /** Empty for codes that come without a provider's name. */
  readonly provider: string;
  /** Only with this payment method; absent for all. */
  readonly method?: string | undefined;
  readonly code: string;
}

/** The table that an installation's own word is said to come from. */
export const OWN_TABLE = 'installation';

/** One text for a code, however provider, method and code are written: capitals and outer spaces do not count. */
export function mappedCodeKey({ provider, method, code }: MappedCode): string {
  return JSON.stringify([plainName(provider) ?? '', plainName(method ?? '') ?? '', plainCode(code)]);
}

/** A vocabulary with an installation's own word on single codes, which is asked first. The vocabulary itself never changes. */
export class MappedErrors implements ErrorReader {
  private readonly own = new Map<string, ErrorMeaning>();

  constructor(private readonly vocabulary: ErrorVocabulary) {}

  /** Own word for the method, own word for any method, then what the files say. */
  lookUp(query: ErrorQuery): ErrorMeaning {
    return this.ownMeaning(query) ?? this.vocabulary.lookUp(query);
  }

  /** From now on a code means this. */
  set(code: MappedCode, category: ErrorCategory): void {
    this.own.set(mappedCodeKey(code), { category, ...this.vocabulary.category(category), how: 'code', table: OWN_TABLE });
  }

  /** From now on a code means what the files say. */
  delete(code: MappedCode): void {
    this.own.delete(mappedCodeKey(code));
  }

  /** What the installation itself says of an error; undefined where it says nothing. */
  ownMeaning({ provider = '', method, code = '' }: ErrorQuery): ErrorMeaning | undefined {
    if (this.own.size === 0 || code === '') return undefined;
    const bound = method === undefined ? undefined : this.own.get(mappedCodeKey({ provider, method, code }));
    return bound ?? this.own.get(mappedCodeKey({ provider, code }));
  }
}
