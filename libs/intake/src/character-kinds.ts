/** What a character means to a stretch of digits: one more, a gap in it, its end; or that the text must be decoded or cleaned. */
export const OTHER = 0;
export const DIGIT = 1;
export const GAP = 2;
export const UNCLEAN = 3;
export const ENCODED = 4;
const FULL_WIDTH_ZERO = 0xff10;

const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code < 0x20 || code === 0x7f) return UNCLEAN;
  const char = String.fromCharCode(code);
  if (/\d/.test(char)) return DIGIT;
  return char === '%' ? ENCODED : /[ .+_-]/.test(char) ? GAP : OTHER;
});

/** The kind of a UTF-16 unit. */
export function kindOf(code: number): number {
  return code < 128 ? (KINDS[code] ?? OTHER) : kindBeyondAscii(code);
}

function kindBeyondAscii(code: number): number {
  if (code <= 0x9f || (code & 0xf800) === 0xd800) return UNCLEAN;
  return code >= FULL_WIDTH_ZERO && code <= FULL_WIDTH_ZERO + 9 ? DIGIT : GAP;
}
