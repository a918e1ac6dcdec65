import { cleanText, shortened } from './clean-text.js';

/** Longest message that is kept as a sample, in UTF-16 units. */
export const MAX_SAMPLE_LENGTH = 120;
/** As much of a message as is looked at; expressions below take time by the square of a text without spaces. */
const LOOKED_AT = 500;

/** What is invisible could hide digits from the eye and turn a line around on a screen. */
const INVISIBLE = /\p{Cf}/gu;
const E_MAIL = /[^\s@]+@[^\s@]+/gu;
/** Long words of letters and digits are keys, tokens and hashes; error names are letters alone. */
const OPAQUE = /[\w+/=-]{20,}/gu;
/** Four digits or more, also with single separators in between: telephone numbers, dates of birth, amounts, order numbers. */
const DIGITS = /\d(?:[ .\-_/]?\d){3,}/gu;

/**
 * A message as it may be kept to show people what a code is about: one line, at most 120 characters, without e-mail
 * addresses, digits in numbers of four or more, and what looks like a key. Names of people cannot be told from words.
 */
export function redacted(message: string): string {
  const line = cleanText(message.slice(0, LOOKED_AT).replace(/\s+/gu, ' ')).replace(INVISIBLE, '').normalize('NFKC');
  const masked = line
    .replace(E_MAIL, '***@***')
    .replace(OPAQUE, (word) => (/\d/u.test(word) && /[a-z]/iu.test(word) ? '***' : word))
    .replace(DIGITS, (digits) => digits.replace(/\d/gu, '*'))
    .trim();
  return masked.length > MAX_SAMPLE_LENGTH ? shortened(masked, MAX_SAMPLE_LENGTH) : masked;
}
