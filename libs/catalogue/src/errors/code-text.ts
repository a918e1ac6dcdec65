/** How a code is compared: without surrounding space, in capitals. */
export function plainCode(code: string): string {
  return code.trim().toUpperCase();
}

const RANGE = /^(\S+?)\.\.(\S+)$/;
const LAST_NUMBER = /^(.*?)(\d+)$/;
/** More codes than one range should stand for; a slip of the hand rather than a table. */
const LONGEST_RANGE = 1_000;

/**
 * The codes that one entry of a file stands for: itself, or all of a range `CC16..CC22`.
 *
 * @returns undefined where a range has no beginning, no end or too much in between
 */
export function codesOf(text: string): string[] | undefined {
  const range = RANGE.exec(text.trim());
  if (range === null) return [plainCode(text)];
  const from = LAST_NUMBER.exec(plainCode(range[1] ?? ''));
  const to = LAST_NUMBER.exec(plainCode(range[2] ?? ''));
  if (from === null || to === null || from[1] !== to[1]) return undefined;
  const [digits, last] = [from[2] ?? '', to[2] ?? ''];
  const count = Number(last) - Number(digits) + 1;
  if (digits.length !== last.length || count < 2 || count > LONGEST_RANGE) return undefined;
  return Array.from({ length: count }, (_, index) => `${from[1] ?? ''}${String(Number(digits) + index).padStart(digits.length, '0')}`);
}

/** Whether a code of a file stands for codes of one shape: `?` is any one character, a `*` at the end any rest. */
export function isPattern(code: string): boolean {
  return code.includes('?') || code.includes('*');
}

/** Whether a code in {@link plainCode} form has the shape of a pattern in the same form. */
export function hasShape(code: string, pattern: string): boolean {
  const open = pattern.endsWith('*');
  const length = open ? pattern.length - 1 : pattern.length;
  if (open ? code.length < length : code.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (pattern[at] !== '?' && pattern[at] !== code[at]) return false;
  return true;
}
