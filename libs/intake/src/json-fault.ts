/** Where a JSON text stops being JSON. */
export interface JsonFault {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly expected: string;
}

const SPACE = /[ \t\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Expecting = 'value' | 'first item' | 'first name' | 'name' | 'colon' | 'after item' | 'after field' | 'end';

const WORDS: Readonly<Record<Expecting, string>> = {
  value: 'a value',
  'first item': 'a value or ]',
  'first name': 'a field name in double quotes or }',
  name: 'a field name in double quotes',
  colon: 'a colon after the field name',
  'after item': 'a comma or ]',
  'after field': 'a comma or }',
  end: 'nothing more (for several events send an array, or one a line as application/x-ndjson)',
};

/**
 * Walks a text that JSON.parse refused up to the place where it goes wrong. JSON.parse's own message will not do: it
 * quotes the text around the fault, and what a sender sends is never echoed before it was looked through.
 */
class Walk {
  private at = 0;
  private expecting: Expecting = 'value';
  private inString: string | undefined;
  private readonly open: ('[' | '{')[] = [];

  constructor(private readonly text: string) {}

  /** The offset of the fault, or of the end of the text where only the end is missing. */
  run(): { readonly offset: number; readonly expected: string } {
    do this.match(SPACE);
    while (this.at < this.text.length && this.step());
    return { offset: this.at, expected: this.inString ?? WORDS[this.expecting] };
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  private take(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  /** Reads a string; where it is broken, the place of the break is the fault. A loop: expressions overflow on long texts. */
  private string(): boolean {
    if (!this.take('"')) return false;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22) return this.take('"');
      if (Number.isNaN(code) || code < 0x20) return this.broken('the closing quote of a text');
      if (code !== 0x5c) this.at++;
      else if (!this.match(ESCAPE)) return this.broken('an escape such as \\n after the backslash');
    }
  }

  private broken(expected: string): false {
    this.inString = expected;
    return false;
  }

  /** Reads one token; false where it is not what was expected. */
  private step(): boolean {
    switch (this.expecting) {
      case 'value':
        return this.value();
      case 'first item':
        return this.close(']') || this.value();
      case 'first name':
        return this.close('}') || this.name();
      case 'name':
        return this.name();
      case 'colon':
        return this.take(':') && this.expect('value');
      case 'after item':
        return this.close(']') || (this.take(',') && this.expect('value'));
      case 'after field':
        return this.close('}') || (this.take(',') && this.expect('name'));
      case 'end':
        return false;
    }
  }

  private expect(next: Expecting): true {
    this.expecting = next;
    return true;
  }

  private value(): boolean {
    if (this.take('[')) return this.enter('[', 'first item');
    if (this.take('{')) return this.enter('{', 'first name');
    return (this.string() || this.match(SCALAR)) && this.afterValue();
  }

  private enter(bracket: '[' | '{', next: Expecting): true {
    this.open.push(bracket);
    return this.expect(next);
  }

  private close(bracket: ']' | '}'): boolean {
    if (!this.take(bracket)) return false;
    this.open.pop();
    return this.afterValue();
  }

  private afterValue(): true {
    const inside = this.open.at(-1);
    if (inside === undefined) return this.expect('end');
    return this.expect(inside === '[' ? 'after item' : 'after field');
  }

  private name(): boolean {
    return this.string() && this.expect('colon');
  }
}

/** Finds where a text that is not JSON goes wrong, without quoting any of it. */
export function locateJsonFault(text: string): JsonFault {
  const { offset, expected } = new Walk(text).run();
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, expected };
}

/** The fault in one sentence. */
export function describeJsonFault(text: string): string {
  const { line, column, expected } = locateJsonFault(text);
  return `line ${line}, column ${column}: expected ${expected}`;
}
