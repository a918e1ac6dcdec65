import type { ErrorMeaning } from './meaning.js';
import type { TextFile } from './text-file.js';

/** As much of a message as is looked at: what went wrong stands at its beginning. */
const LOOKED_AT = 300;

/** Messages are compared in small letters and without spaces: providers write 시간초과 and 시간 초과, Time out and timeout. */
function compact(text: string): string {
  return text.slice(0, LOOKED_AT).toLowerCase().replace(/\s+/gu, '');
}

interface Rule {
  readonly pieces: readonly string[];
  readonly meaning: ErrorMeaning;
}

function holds(message: string, pieces: readonly string[]): boolean {
  let from = 0;
  for (const piece of pieces) {
    const at = message.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}

/** Finds what a message says by the pieces of text in it, in the order of the file. Its time grows with the message only. */
export class TextMatcher {
  private readonly rules: readonly Rule[];

  constructor(file: TextFile, meaningOf: (category: TextFile['texts'][number]['category']) => ErrorMeaning) {
    this.rules = file.texts.flatMap(({ category, any }) => {
      const meaning = meaningOf(category);
      return any.map((piece) => ({ pieces: piece.split('*').map(compact), meaning }));
    });
  }

  match(message: string): ErrorMeaning | undefined {
    const text = compact(message);
    return this.rules.find(({ pieces }) => holds(text, pieces))?.meaning;
  }
}
