import { minorDigits, minorUnits, NO_AMOUNT, ownUnits } from './amount.js';

describe('an amount', () => {
  it.each([
    ['KRW', 49_000, 49_000],
    ['JPY', 1_234, 1_234],
    ['EUR', 12.5, 1_250],
    // 1.15 × 100 is a little less than 115 as a double.
    ['USD', 1.15, 115],
    ['KWD', 1.234, 1_234],
  ])('of %s %d is %d of its smallest units', (currency, value, minor) => {
    expect(minorUnits({ value, currency })).toBe(minor);
    expect(ownUnits(minor, currency)).toBe(value);
  });

  it('that is no price of anything is none, and nothing is a price', () => {
    expect(minorUnits({ value: -1, currency: 'KRW' })).toBe(NO_AMOUNT);
    expect(minorUnits({ value: 1e15, currency: 'KRW' })).toBe(NO_AMOUNT);
    expect(minorUnits({ value: 0, currency: 'KRW' })).toBe(0);
  });

  it('has as many digits as its currency, two where nobody knows it', () => {
    expect(['KRW', 'USD', 'KWD', 'XZY'].map(minorDigits)).toEqual([0, 2, 3, 2]);
  });
});
