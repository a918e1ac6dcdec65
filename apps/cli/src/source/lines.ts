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
  const decoder = new TextDecoder('utf-8'); // drops a byte-order mark
  let rest = '';
  let number = 0;
  for await (const chunk of input as AsyncIterable<Uint8Array>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (parts.pop() ?? '').slice(0, longest);
    for (const part of parts) yield { text: part.endsWith('\r') ? part.slice(0, -1) : part, number: (number += 1) };
  }
  rest += decoder.decode();
  if (rest !== '') yield { text: rest.endsWith('\r') ? rest.slice(0, -1) : rest, number: number + 1 };
}
