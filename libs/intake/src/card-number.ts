import { brandLengths, SHORTEST } from './card-brands.js';
import { chainsHaveCard } from './digit-chains.js';

/**
 * Finds payment card numbers in text (PCI DSS 3.3.1: a full number must not get past the door).
 *
 * A number is 13–19 digits that pass the Luhn check (ISO/IEC 7812-1 annex B) and begin like a card of a known brand
 * with a length that brand uses. Luhn alone is not enough: one in ten digit strings passes it. The digits may be one
 * run, or groups as people and forms write them, so that ids made of parts ("shop-52-1763787801120") do not trip:
 * groups of one size (the last may be shorter), 4-6-5, 4-6-4, 8-8 or 6-13. A number that begins or ends in the middle
 * of a longer run of digits is not looked for, nor one inside a hexadecimal identifier (UUID, hash).
 * What remains cannot be told apart: an all-digit id of such a length, beginning and checksum is taken for a card.
 */

/** Anything hexadecimal of this length with letters in it is an identifier. */
const HEX_IDENTIFIER = /(?<![0-9a-z])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{24,})(?![0-9a-z])/gi;
// eslint-disable-next-line no-control-regex -- they are taken out before a text is kept, so they may not hide digits
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200d\u2060\ufeff]/g;
const DASHES_AND_SPACES = /[\u2010-\u2015\u2212\u3000\u00a0\u2000-\u200a\u202f]/g;

/** Luhn check: every second digit from the right doubled, the sum divisible by ten. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = digits.charCodeAt(i) - 48;
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Text as a reader sees it: full-width digits as ASCII, invisible characters gone, dashes and spaces as one kind. */
function plain(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(DASHES_AND_SPACES, (c) => (/\s/u.test(c) ? ' ' : '-'))
    .normalize('NFKC');
}

/** Whether a card number stands in a text. Costs microseconds: worth asking only of a text with 13 digits or more. */
export function holdsCard(text: string): boolean {
  let seen = plain(text);
  if (seen.includes('%')) seen = percentDecoded(percentDecoded(seen));
  if (!chainsHaveCard(seen)) return false;
  return chainsHaveCard(seen.replace(HEX_IDENTIFIER, (id) => (/[a-f]/i.test(id) ? '#' : id)));
}

/**
 * Whether a JSON number is a card's. Beyond 2^53 its last digits are lost before anybody sees them, so beginning and
 * length decide there: such a number is no usable id either.
 */
export function isCardNumber(value: number): boolean {
  const size = Math.abs(value);
  if (size < 1e12 || size >= 1e19 || !Number.isInteger(size)) return false;
  const digits = String(size);
  const isBrand = digits.length >= SHORTEST && (brandLengths(Number(digits.slice(0, 4))) & (1 << digits.length)) !== 0;
  return isBrand && (size > Number.MAX_SAFE_INTEGER || passesLuhn(digits));
}
