import type { LocalisedText } from '@tillwatch/domain';

/** Where a JSON text stops being JSON. */
export interface JsonFault {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly expected: LocalisedText;
}

const SPACE = /[ \t\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Expecting = 'value' | 'first item' | 'first name' | 'name' | 'colon' | 'after item' | 'after field' | 'end' | 'quote' | 'escape';

const WORDS: Readonly<Record<Expecting, LocalisedText>> = {
  value: { ko: '값', en: 'a value' },
  'first item': { ko: '값 또는 ]', en: 'a value or ]' },
  'first name': { ko: '큰따옴표로 묶은 이름 또는 }', en: 'a field name in double quotes or }' },
  name: { ko: '큰따옴표로 묶은 이름', en: 'a field name in double quotes' },
  colon: { ko: '이름 뒤의 쌍점', en: 'a colon after the field name' },
  'after item': { ko: '쉼표 또는 ]', en: 'a comma or ]' },
  'after field': { ko: '쉼표 또는 }', en: 'a comma or }' },
  end: {
    ko: '끝 (여러 건은 배열로, 또는 application/x-ndjson으로 한 줄에 하나씩)',
    en: 'nothing more (for several events send an array, or one a line as application/x-ndjson)',
  },
  quote: { ko: '문자열을 닫는 큰따옴표', en: 'the closing quote of a text' },
  escape: { ko: '역슬래시 뒤의 \\n 같은 문자', en: 'an escape such as \\n after the backslash' },
};

/**
 * Walks a text that JSON.parse refused up to the place where it goes wrong. JSON.parse's own message will not do: it
 * quotes the text around the fault, and what a sender sends is never echoed before it was looked through.
 */
class Walk {
  private at = 0;
  private expecting: Expecting = 'value';
  private readonly open: ('[' | '{')[] = [];

  constructor(private readonly text: string) {}

  /** The offset of the fault, or of the end of the text where only the end is missing. */
  run(): { readonly offset: number; readonly expected: LocalisedText } {
    do this.match(SPACE);
    while (this.at < this.text.length && this.step());
    return { offset: this.at, expected: WORDS[this.expecting] };
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
      if (Number.isNaN(code) || code < 0x20) return this.broken('quote');
      if (code !== 0x5c) this.at++;
      else if (!this.match(ESCAPE)) return this.broken('escape');
    }
  }

  private broken(expected: 'quote' | 'escape'): false {
    this.expecting = expected;
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
      default:
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

/** The fault in one sentence. `firstLine` is the number of the text's first line in what the sender sent. */
export function describeJsonFault(text: string, firstLine = 1): LocalisedText {
  const { line, column, expected } = locateJsonFault(text);
  const at = firstLine + line - 1;
  return { ko: `${at}행 ${column}열에 필요한 것: ${expected.ko}`, en: `line ${at}, column ${column}: expected ${expected.en}` };
}
