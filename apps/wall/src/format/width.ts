/** Widths of Pretendard's characters in em at weight 600, measured once; enough to choose between wordings, not to typeset. */
const HANGUL = 0.88;
const DIGIT = 0.63;
const UPPER = 0.68;
const LOWER = 0.57;
const NARROW = 0.3;
const SLIM = 0.36;
const SPACE = 0.24;

function widthOfChar(char: string): number {
  if (/[0-9]/.test(char)) return DIGIT;
  if (/[a-z]/.test(char)) return 'ijlftr'.includes(char) ? SLIM : LOWER;
  if (/[A-Z]/.test(char)) return UPPER;
  if (/\s/.test(char)) return SPACE;
  if (char === '/') return SLIM;
  return /[.,:;·'|!()[\]]/.test(char) ? NARROW : HANGUL;
}

/** About how wide `text` is, in em. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, char) => sum + widthOfChar(char), 0);
}

/** The first of `wordings`, best first, that fits into `room` em; the last where none does. */
export function firstThatFits(wordings: readonly string[], room: number): string {
  return wordings.find((wording) => textWidth(wording) <= room) ?? wordings.at(-1) ?? '';
}
