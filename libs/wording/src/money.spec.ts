import { aboutMoneyText, moneyPerHourText, moneyText, unpricedText } from './money.js';

const won = (low: number, high: number) => ({ currency: 'KRW', low, high });

describe('money at risk', () => {
  it.each([
    [won(1_234_567, 3_444_000), '약 120만~340만 원', 'about ₩1,200,000–₩3,400,000'],
    [won(2_340, 9_870), '약 2,300~9,900원', 'about ₩2,300–₩9,900'],
    [won(9_400, 56_000), '약 9,400~5.6만 원', 'about ₩9,400–₩56,000'],
    [won(87_000_000, 123_400_000), '약 8,700만~1.2억 원', 'about ₩87,000,000–₩120,000,000'],
    [won(1_190_000, 1_210_000), '약 120만 원', 'about ₩1,200,000'],
    [won(0, 123_000), '최대 약 12만 원', 'up to about ₩120,000'],
    [{ currency: 'USD', low: 1_234.5, high: 2_345 }, '약 USD 1,200–USD 2,300', 'about USD 1,200–USD 2,300'],
  ])('is a rough range: %j', (money, ko, en) => {
    expect(moneyText(money, 'ko')).toBe(ko);
    expect(moneyText(money, 'en')).toBe(en);
  });

  it('is told by the hour while it lasts', () => {
    expect(moneyPerHourText({ currency: 'KRW', perHour: 3_111_000 }, 'ko')).toBe('시간당 약 310만 원');
    expect(moneyPerHourText({ currency: 'KRW', perHour: 3_111_000 }, 'en')).toBe('about ₩3,100,000 an hour');
    expect(moneyPerHourText({ currency: 'KRW', perHour: 0.2 }, 'ko')).toBeNull();
  });

  it('says what is not in it', () => {
    expect(unpricedText({ currency: 'KRW', unpriced: 1_204 }, 'ko')).toBe('금액(KRW)을 모르는 1,204건은 뺀 값');
    expect(unpricedText({ currency: 'KRW', unpriced: 12 }, 'en')).toBe('without 12 whose amount in KRW is not known');
    expect(unpricedText({ currency: 'KRW', unpriced: 0 }, 'en')).toBeNull();
  });

  it('is said of one amount alike', () => {
    expect(aboutMoneyText(49_493_000, 'KRW', 'ko')).toBe('약 4,900만 원');
    expect(aboutMoneyText(49_493_000, 'KRW', 'en')).toBe('about ₩49,000,000');
  });
});
