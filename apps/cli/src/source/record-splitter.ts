import { parseCsv, type CsvDialect } from './csv-line.js';
import type { Line } from './lines.js';

/** One record of delimited text: its values, or undefined where it could not be read, and the line it begins on. */
export interface Split {
  readonly line: number;
  readonly values: readonly string[] | undefined;
}

/** How a file is written. */
export interface SplitterOptions extends CsvDialect {
  /** Lines that begin with this are no records. */
  readonly comment?: string | undefined;
}

/** Longest record, in lines and characters: an opening quote without an end must not swallow the file. */
const MAX_LINES = 1_000;
const MAX_CHARACTERS = 1_000_000;

/** Puts lines together to records, since quoted values may hold line ends. */
export class RecordSplitter {
  /** Lines of a record whose quote is not closed yet, and their text. */
  #open: Line[] = [];
  #text = '';

  constructor(private readonly options: SplitterOptions) {}

  /** Takes the next line. @returns the records that end with it, in the order in which they begin */
  push(line: Line): Split[] {
    const done: Split[] = [];
    const waiting = [line];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) waiting.unshift(...this.#take(next, done));
    return done;
  }

  /** Says that no line follows. @returns the records left over */
  end(): Split[] {
    const done: Split[] = [];
    while (this.#open.length > 0) for (const line of this.#giveUp(done)) done.push(...this.push(line));
    return done;
  }

  /** @returns lines to read once more, because the record they were taken for is none */
  #take(line: Line, done: Split[]): Line[] {
    const { comment, quote } = this.options;
    const isFirst = this.#open.length === 0;
    if (isFirst && (line.text.trim() === '' || (comment !== undefined && line.text.startsWith(comment)))) return [];
    this.#open.push(line);
    this.#text = isFirst ? line.text : `${this.#text}\n${line.text}`;
    const isWithin = this.#open.length < MAX_LINES && this.#text.length < MAX_CHARACTERS;
    // Inside a quote, a line without one cannot end the record.
    if (!isFirst && isWithin && quote !== null && !line.text.includes(quote)) return [];
    const parsed = parseCsv(this.#text, this.options);
    if (parsed === 'open' && isWithin) return [];
    if (typeof parsed === 'string') return this.#giveUp(done);
    done.push({ line: this.#open[0]?.number ?? line.number, values: parsed.values });
    this.#open = [];
    return [];
  }

  /** Counts the first of the open lines as a record that cannot be read. @returns the lines after it */
  #giveUp(done: Split[]): Line[] {
    const [first, ...rest] = this.#open;
    this.#open = [];
    if (first !== undefined) done.push({ line: first.number, values: undefined });
    return rest;
  }
}
