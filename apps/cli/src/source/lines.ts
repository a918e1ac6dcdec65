import type { Readable } from 'node:stream';

/** One line of a text file, without its end. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** Longest line kept unless told otherwise, in characters; a file that is no text at all must not fill the memory. */
const MAX_LINE = 1_000_000;

/** Splits a stream into lines (ended by \n or \r\n), cutting what is longer than `longest`. */
export async function* linesOf(input: Readable, longest = MAX_LINE): AsyncGenerator<Line> {
  for await (const lines of linesAtOnce(input, longest)) yield* lines;
}

/** Like {@link linesOf}, in batches as they come: a promise a line costs as much as reading it. */
export async function* linesAtOnce(input: Readable, longest = MAX_LINE): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder('utf-8'); // drops a byte-order mark
  let rest = '';
  let number = 0;
  const lineOf = (text: string): Line => ({ text: text.endsWith('\r') ? text.slice(0, -1) : text, number: (number += 1) });
  for await (const chunk of input as AsyncIterable<Uint8Array>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (parts.pop() ?? '').slice(0, longest);
    if (parts.length > 0) yield parts.map(lineOf);
  }
  rest += decoder.decode();
  if (rest !== '') yield [lineOf(rest)];
}
