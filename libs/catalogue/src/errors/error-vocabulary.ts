import type { ErrorCategory } from '@tillwatch/domain';
import { UNKNOWN, type CategoryText } from './category-file.js';
import { agreed, CodeTable } from './code-table.js';
import type { CodeFile } from './code-file.js';
import { plainCode } from './code-text.js';
import type { ErrorMeaning, ErrorQuery, ErrorReader } from './meaning.js';
import type { TextFile } from './text-file.js';
import { TextMatcher } from './text-matcher.js';

/** The checked files of a vocabulary. */
export interface VocabularyParts {
  readonly categories: Readonly<Partial<Record<ErrorCategory, CategoryText>>>;
  readonly codes: readonly CodeFile[];
  readonly texts: TextFile | undefined;
}

/** The file of what the shop's own page and server report, where no provider has spoken. */
export const PAGE_TABLE = 'page';

/** A number without a provider may be anybody's: an HTTP status, a line of a log. */
const IS_NUMBER = /^-?\d+$/;

/** Code look-ups that are remembered; there are fewer codes than this in use, and senders may invent some. */
const REMEMBERED = 4_096;
const LONGEST_REMEMBERED = 300;

/** What providers' error codes and texts mean. Never changes; {@link lookUp} is pure but for a bounded memory of its answers. */
export class ErrorVocabulary implements ErrorReader {
  private readonly categories: VocabularyParts['categories'];
  private readonly tables: ReadonlyMap<string, CodeTable>;
  private readonly texts: TextMatcher | undefined;
  private readonly nothing: ErrorMeaning;
  private readonly memory = new Map<string, ErrorMeaning | undefined>();

  constructor(parts: VocabularyParts = { categories: {}, codes: [], texts: undefined }) {
    this.categories = parts.categories;
    this.tables = new Map(parts.codes.map((file) => [file.id, this.tableOf(file)]));
    for (const file of parts.codes) this.join(file);
    this.texts = parts.texts === undefined ? undefined : new TextMatcher(parts.texts, (category) => this.of(category, 'text'));
    this.nothing = this.of('unknown', 'none');
  }

  /** Providers and sets that there are codes of. */
  get tableIds(): readonly string[] {
    return [...this.tables.keys()];
  }

  /** What holds for a category where no code says otherwise. */
  category(category: ErrorCategory): CategoryText {
    return this.categories[category] ?? UNKNOWN;
  }

  /**
   * What an error means. A code is looked for in the provider's own table first (see {@link CodeTable.find}), then among the
   * page's, then, where no provider is named and it is no mere number, among all
   * providers that agree on it. The text is looked at last.
   */
  lookUp({ provider, method, code, message }: ErrorQuery): ErrorMeaning {
    const found = code === undefined || code === '' ? undefined : this.byCode(code, provider ?? '', method ?? '');
    // A code that says no more than "other error" leaves the word to the text.
    if (found !== undefined && found.category !== 'unknown') return found;
    const read = message === undefined || message === '' ? undefined : this.texts?.match(message);
    return read ?? found ?? this.nothing;
  }

  private byCode(code: string, provider: string, method: string): ErrorMeaning | undefined {
    const key = `${provider}\u0000${method}\u0000${code}`;
    if (this.memory.has(key)) return this.memory.get(key);
    const found = this.search(plainCode(code), plainName(provider), plainName(method));
    if (key.length <= LONGEST_REMEMBERED) {
      if (this.memory.size >= REMEMBERED) this.memory.clear();
      this.memory.set(key, found);
    }
    return found;
  }

  private search(code: string, provider: string | undefined, method: string | undefined): ErrorMeaning | undefined {
    const own = provider === undefined ? undefined : this.tables.get(provider)?.find(code, method);
    const found = own ?? this.tables.get(PAGE_TABLE)?.find(code, method);
    if (found !== undefined || provider !== undefined || IS_NUMBER.test(code)) return found;
    return agreed([...this.tables.values()].flatMap((table) => table.all(code)));
  }

  private tableOf(file: CodeFile): CodeTable {
    return new CodeTable(file, ({ category, meaning, fault, retryable, tell, source }) => {
      const usual = this.of(category, 'code');
      return {
        ...usual,
        ...{ fault: fault ?? usual.fault, retryable: retryable ?? usual.retryable, tell: tell ?? usual.tell },
        ...{ description: meaning, source: source ?? file.source, table: file.id },
      };
    });
  }

  private join({ id, include }: CodeFile): void {
    for (const one of include) {
      const table = this.tables.get(one.set);
      if (table !== undefined) this.tables.get(id)?.include(table, one);
    }
  }

  private of(category: ErrorCategory, how: ErrorMeaning['how']): ErrorMeaning {
    return { category, ...this.category(category), how };
  }
}

/** How a provider or method is compared: without surrounding space, in small letters; undefined where nothing is left. */
export function plainName(name: string): string | undefined {
  const plain = name.trim().toLowerCase();
  return plain === '' ? undefined : plain;
}
