/** How a file separates and quotes its values; `quote` is null where it does not quote. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string | null;
}

/** A record's values; `open`: a quote is not closed yet, the record goes on; `broken`: text after a closing quote. */
export type CsvParse = { readonly values: string[] } | 'open' | 'broken';

/**
 * Splits one record (RFC 4180; a doubled quote stands for itself). More lenient in one thing: a quote inside a value
 * that does not begin with one is an ordinary character.
 */
export function parseCsv(text: string, { delimiter, quote }: CsvDialect): CsvParse {
  if (quote === null || !text.includes(quote)) return { values: text.split(delimiter) };
  const values: string[] = [];
  for (let at = 0; ; at += delimiter.length) {
    const value = text.startsWith(quote, at) ? quotedAt(text, at, quote) : plainAt(text, at, delimiter);
    if (value === undefined) return 'open';
    values.push(value.text);
    at = value.end;
    if (at >= text.length) return { values };
    if (!text.startsWith(delimiter, at)) return 'broken';
  }
}

interface Value {
  readonly text: string;
  /** Where in the record the value ends. */
  readonly end: number;
}

function plainAt(text: string, at: number, delimiter: string): Value {
  const next = text.indexOf(delimiter, at);
  const end = next === -1 ? text.length : next;
  return { text: text.slice(at, end), end };
}

/** undefined where the quote is not closed. */
function quotedAt(text: string, at: number, quote: string): Value | undefined {
  for (let from = at + 1; ; from += 2) {
    from = text.indexOf(quote, from);
    if (from === -1) return undefined;
    if (text[from + 1] !== quote) return { text: text.slice(at + 1, from).replaceAll(quote + quote, quote), end: from + 1 };
  }
}
