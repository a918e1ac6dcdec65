/** Fewest and most digits of a card number (ISO/IEC 7812-1). */
export const SHORTEST = 13;
export const LONGEST = 19;

const lengths = (...each: readonly number[]): number => each.reduce((set, length) => set | (1 << length), 0);
const VISA = lengths(13, 16, 19);
const SIXTEEN = lengths(16);
const FIFTEEN = lengths(15);
const FROM_SIXTEEN = lengths(16, 17, 18, 19);
const FROM_FOURTEEN = lengths(14, 15, 16, 17, 18, 19);

/** First and last four-digit beginning of a brand's numbers and the set of lengths it uses (bit n: n digits). */
const BRANDS: readonly (readonly [from: number, to: number, lengths: number])[] = [
  [4000, 4999, VISA],
  [5100, 5599, SIXTEEN], // Mastercard
  [2221, 2720, SIXTEEN], // Mastercard
  [3400, 3499, FIFTEEN], // American Express
  [3700, 3799, FIFTEEN], // American Express
  [3528, 3589, FROM_SIXTEEN], // JCB
  [3000, 3059, FROM_FOURTEEN], // Diners Club
  [3600, 3699, FROM_FOURTEEN], // Diners Club
  [3800, 3999, FROM_FOURTEEN], // Diners Club
  [6011, 6011, FROM_SIXTEEN], // Discover
  [6440, 6599, FROM_SIXTEEN], // Discover
  [6200, 6299, FROM_SIXTEEN], // UnionPay
  [9000, 9999, SIXTEEN], // Korean domestic cards
];

/** By the first four digits, which lengths are a card's: bit n is set where a number of n digits is; 0 for none. */
const LENGTHS = Int32Array.from({ length: 10_000 }, (_, four) => BRANDS.find(([from, to]) => four >= from && four <= to)?.[2] ?? 0);

/** Which lengths a number with these first four digits has if it is a card's, as a set of bits. */
export function brandLengths(firstFour: number): number {
  return LENGTHS[firstFour] ?? 0;
}
