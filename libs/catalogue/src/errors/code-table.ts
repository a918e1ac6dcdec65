import type { CodeFile } from './code-file.js';
import { codesOf, hasShape, isPattern, plainCode } from './code-text.js';
import type { ErrorMeaning } from './meaning.js';

interface Known {
  readonly meaning: ErrorMeaning;
  /** The method it is bound to. */
  readonly method: string | undefined;
}

interface Shaped extends Known {
  readonly pattern: string;
}

interface Included {
  readonly table: CodeTable;
  readonly prefix: string;
  readonly method: string | undefined;
}

/** The codes of one file, laid out for look-up. */
export class CodeTable {
  private readonly exact = new Map<string, Known[]>();
  private readonly shapes: Shaped[] = [];
  private readonly included: Included[] = [];
  /** Methods that have codes of their own here. */
  private readonly methods = new Set<string>();

  constructor(file: CodeFile, meaningOf: (entry: CodeFile['entries'][number]) => ErrorMeaning) {
    for (const entry of file.entries) this.add(entry, meaningOf(entry));
  }

  /** Joins another table, asked after this one's own codes. */
  include(table: CodeTable, { prefix, method }: CodeFile['include'][number]): void {
    if (method !== undefined) this.methods.add(method);
    this.included.push({ table, prefix: plainCode(prefix), method });
  }

  /**
   * What a code in plain form means with this method: bound to the method, for any method, by a pattern, from an included
   * set. With no method, or one that has no codes of its own here (easy pay with a card behind it), what the code means
   * with other methods, where they all agree.
   */
  find(code: string, method: string | undefined): ErrorMeaning | undefined {
    const found = this.own(code, method) ?? this.fromSets(code, method);
    return found ?? (method === undefined || !this.methods.has(method) ? agreed(this.all(code)) : undefined);
  }

  /** Everything that this table has for a code, whichever the method. */
  all(code: string): ErrorMeaning[] {
    const exact = this.exact.get(code);
    if (exact !== undefined) return exact.map(({ meaning }) => meaning);
    const shaped = this.shapes.filter(({ pattern }) => hasShape(code, pattern));
    if (shaped.length > 0) return shaped.map(({ meaning }) => meaning);
    return this.included.flatMap(({ table, prefix }) => (code.startsWith(prefix) ? table.all(restOf(code, prefix)) : []));
  }

  private add({ codes, method }: CodeFile['entries'][number], meaning: ErrorMeaning): void {
    if (method !== undefined) this.methods.add(method);
    for (const code of codes) {
      if (isPattern(code)) this.shapes.push({ pattern: plainCode(code), meaning, method });
      else for (const one of codesOf(code) ?? []) this.exact.set(one, [...(this.exact.get(one) ?? []), { meaning, method }]);
    }
  }

  private own(code: string, method: string | undefined): ErrorMeaning | undefined {
    const exact = this.exact.get(code);
    const bound = method === undefined ? undefined : exact?.find((known) => known.method === method);
    const free = bound ?? exact?.find((known) => known.method === undefined);
    return (free ?? this.shapes.find((shape) => (shape.method ?? method) === method && hasShape(code, shape.pattern)))?.meaning;
  }

  private fromSets(code: string, method: string | undefined): ErrorMeaning | undefined {
    for (const { table, prefix, method: bound } of this.included) {
      if ((bound ?? method) !== method || !code.startsWith(prefix)) continue;
      const meaning = table.find(restOf(code, prefix), method);
      if (meaning !== undefined) return meaning;
    }
    return undefined;
  }
}

/** A set's code without what a provider puts before it; senders that read codes as numbers lose a leading zero. */
function restOf(code: string, prefix: string): string {
  const rest = code.slice(prefix.length);
  return rest.length === 1 ? `0${rest}` : rest;
}

/** The first of the meanings where all are of one category. */
export function agreed(meanings: readonly ErrorMeaning[]): ErrorMeaning | undefined {
  const [first] = meanings;
  return meanings.every(({ category }) => category === first?.category) ? first : undefined;
}
