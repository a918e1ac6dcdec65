import type { MoneyAtRisk } from '@tillwatch/domain';
import { numberText } from './count.js';
import type { Language } from './language.js';

/** Two significant digits, so that an estimate looks like one. */
function rough(amount: number): number {
  if (amount < 10) return Math.round(amount);
  const step = 10 ** (Math.floor(Math.log10(amount)) - 1);
  return Math.round(amount / step) * step;
}

/** At most one decimal, and none that says nothing. */
function shortNumber(n: number): string {
  return n < 10 ? String(Math.round(n * 10) / 10) : numberText(n);
}

/** An amount in Korean reads in 만 and 억, and its unit comes last: `3,400`, `340만`, `1.2억`. */
function korean(amount: number): string {
  if (amount >= 1e8) return `${shortNumber(amount / 1e8)}억`;
  return amount >= 1e4 ? `${shortNumber(amount / 1e4)}만` : numberText(amount);
}

/** Amounts with their currency once (`120만~340만 원`) or before each (`₩1,200,000–₩3,400,000`). */
function inCurrency(amounts: readonly number[], currency: string, language: Language): string {
  if (language === 'ko' && currency === 'KRW') {
    const text = amounts.map(korean).join('~');
    return `${text}${/\d$/.test(text) ? '' : ' '}원`;
  }
  return amounts.map((amount) => `${currency === 'KRW' ? '₩' : `${currency} `}${numberText(amount)}`).join('–');
}

/** What is at risk since the start, an estimate: `약 120만~340만 원`, `about ₩1,200,000–₩3,400,000`; `최대 약 12만 원` from nothing up. */
export function moneyText({ currency, ...money }: Pick<MoneyAtRisk, 'currency' | 'low' | 'high'>, language: Language): string {
  const [low, high] = [rough(money.low), rough(money.high)];
  const about = language === 'ko' ? '약' : 'about';
  if (low === high) return `${about} ${inCurrency([high], currency, language)}`;
  if (low > 0) return `${about} ${inCurrency([low, high], currency, language)}`;
  return `${language === 'ko' ? '최대 약' : 'up to about'} ${inCurrency([high], currency, language)}`;
}

/** As much an hour as lately: `시간당 약 310만 원`, `about ₩3,100,000 an hour`; null where lately it is nothing. */
export function moneyPerHourText({ currency, perHour }: Pick<MoneyAtRisk, 'currency' | 'perHour'>, language: Language): string | null {
  const amount = rough(perHour);
  if (amount === 0) return null;
  const text = inCurrency([amount], currency, language);
  return language === 'ko' ? `시간당 약 ${text}` : `about ${text} an hour`;
}

/** A rough amount: `약 4,900만 원`, `about ₩49,000,000`. */
export function aboutMoneyText(amount: number, currency: string, language: Language): string {
  return `${language === 'ko' ? '약' : 'about'} ${inCurrency([rough(amount)], currency, language)}`;
}

/** What is not in the sum: `금액(KRW)을 모르는 12건은 뺌`; null where all of it is. */
export function unpricedText({ currency, unpriced }: Pick<MoneyAtRisk, 'currency' | 'unpriced'>, language: Language): string | null {
  if (unpriced === 0) return null;
  const many = numberText(unpriced);
  return language === 'ko' ? `금액(${currency})을 모르는 ${many}건은 뺀 값` : `without ${many} whose amount in ${currency} is not known`;
}
