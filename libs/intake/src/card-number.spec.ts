import fc from 'fast-check';
import { holdsCard, isCardNumber, passesLuhn } from './card-number.js';

/** Test numbers that the brands and payment gateways publish. */
const CARDS = {
  visa: '4111111111111111',
  'visa of 13': '4222222222222',
  mastercard: '5555555555554444',
  'mastercard of the 2 series': '2223003122003222',
  amex: '378282246310005',
  jcb: '3530111333300000',
  diners: '30569309025904',
  discover: '6011111111111117',
  unionpay: '6200000000000005',
  'unionpay of 19': '6205500000000000004',
};

const withLuhn = (body: string): string => {
  for (let digit = 0; digit < 10; digit++) if (passesLuhn(body + String(digit))) return body + String(digit);
  throw new Error('one of ten check digits always fits');
};

describe('holdsCard', () => {
  it.each(Object.entries(CARDS))('finds a %s number, bare and inside a text', (_, card) => {
    expect(holdsCard(card)).toBe(true);
    expect(holdsCard(`카드번호 ${card}, 거절`)).toBe(true);
    expect(holdsCard(`card${card}exp`)).toBe(true);
  });

  it.each([
    ['spaces', '4111 1111 1111 1111'],
    ['hyphens', '4111-1111-1111-1111'],
    ['dots', '4111.1111.1111.1111'],
    ['a mixture', '4111 1111-1111.1111'],
    ['wide gaps', '4111 - 1111 - 1111 - 1111'],
    ['lines', '4111\n1111\n1111\n1111'],
    ['single digits', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1'],
    ['the grouping of American Express', '3782 822463 10005'],
    ['the grouping of Diners', '3056 930902 5904'],
    ['halves', '41111111 11111111'],
    ['the grouping of UnionPay’s nineteen', '622209 1234567890123'],
    ['full-width digits', '４１１１１１１１１１１１１１１１'],
    ['invisible characters', '4111\u200b1111\u200b1111\u200b1111'],
    ['no-break spaces', '4111\u00a01111\u00a01111\u00a01111'],
    ['typographic dashes', '4111–1111–1111–1111'],
    ['percent-encoding', '%34%31%31%31%31%31%31%31%31%31%31%31%31%31%31%31'],
    ['encoded spaces', '4111%201111%201111%201111'],
    ['twice encoded spaces', '4111%25201111%25201111%25201111'],
    ['form encoding', '4111+1111+1111+1111'],
    ['a number in front', 'order 12 4111 1111 1111 1111'],
    ['a counter behind', 'pay-4111-1111-1111-1111-1'],
    ['track data around it', ';4111111111111111=25121011000012300000?'],
  ])('finds a number with %s', (_, text) => {
    expect(holdsCard(text)).toBe(true);
  });

  it.each([
    ['milliseconds since the epoch', 'pay_1763787801120'],
    ['milliseconds behind numbers that begin like a card', 'shop-52-1-1763787801120'],
    ['milliseconds behind six digits that would make a card', '620008-1763787801120'],
    ['groups as no card is written', '4111111-1111111-11'],
    ['a merchant, a day and a time', '4123-20261122-0503'],
    ['an ISO time', '2026-11-22T05:03:21.120Z'],
    ['a compact time', '20261122050321120'],
    ['microseconds', '1763787801120123'],
    ['a snowflake', '1854623817341952000'],
    ['a resident registration number’s shape', '900101-1234567'],
    ['a bank account', '3333-12-1234567'],
    ['phone numbers', '010-1234-5678 02-123-4567'],
    ['a user agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.144 Safari/537.36'],
    ['a masked card', '411111******1111'],
    ['a truncated card', '411111 1111'],
    ['a wrong check digit', '4111111111111112'],
    ['a card inside a longer number', '94111111111111111123'],
    ['a UUID whose digits would do', '41111111-1111-1111-aaaa-111111111111'],
    ['a hash whose digits would do', 'a4111111111111111bcdef0123456789abcdef01'],
  ])('leaves %s alone', (_, text) => {
    expect(holdsCard(text)).toBe(false);
  });

  it('finds every Visa and Mastercard number, however its fours are parted', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', '  ', ' - ');
    const body = fc
      .tuple(fc.constantFrom('4', '51', '55', '2221', '2720'), fc.stringMatching(/^\d{14}$/))
      .map(([start, rest]) => (start + rest).slice(0, 15));
    fc.assert(
      fc.property(body, separator, (digits, between) => {
        const card = withLuhn(digits);
        return holdsCard((card.match(/\d{4}/g) ?? []).join(between));
      }),
    );
  });

  it('takes no id that ends in today’s milliseconds for a card', () => {
    const prefix = fc.tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 999 }));
    const ms = fc.integer({ min: 1_600_000_000_000, max: 1_999_999_999_999 });
    fc.assert(
      fc.property(prefix, ms, ([a, b], at) => !holdsCard(`${a}-${b}-${at}`) && !holdsCard(`${a}_${at}`) && !holdsCard(`m${a}.${at}`)),
    );
  });

  it('answers quickly whatever the text', () => {
    const nasty = ['4111 '.repeat(40_000), '1'.repeat(200_000), '4 '.repeat(100_000), '%34'.repeat(60_000), 'a1'.repeat(100_000)];
    const started = performance.now();
    for (const text of nasty) holdsCard(text);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('isCardNumber', () => {
  it('knows cards sent as JSON numbers', () => {
    expect(isCardNumber(4_111_111_111_111_111)).toBe(true);
    expect(isCardNumber(378_282_246_310_005)).toBe(true);
  });

  it('decides by the beginning where the last digits are lost already', () => {
    expect(isCardNumber(Number('6205500000000000004'))).toBe(true);
    expect(isCardNumber(1_854_623_817_341_952_000)).toBe(false);
  });

  it('leaves amounts, times and fractions alone', () => {
    for (const value of [49_000, 1_763_787_801_120, 4_111_111_111_111_112, 411_111.25, -5, 0, 1e300])
      expect(isCardNumber(value)).toBe(false);
  });
});
