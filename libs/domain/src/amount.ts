import type { Amount } from './event.js';

/** Stands for an amount where amounts are plain numbers and none is known. */
export const NO_AMOUNT = -1;

/**
 * What an incident puts at risk: the amounts of its bad outcomes beyond what is usual, in the currency's own unit. Only amounts in
 * the journey's own currency are summed.
 */
export interface MoneyAtRisk {
  /** ISO 4217 code. */
  readonly currency: string;
  /** Since the start; the two ends are by the two ends of what is usual. */
  readonly low: number;
  readonly high: number;
  /** As much an hour as lately. */
  readonly perHour: number;
  /** Bad outcomes that are not in it: nobody has named an amount of theirs in this currency. */
  readonly unpriced: number;
}

const digits = new Map<string, number>();

/** Digits that a currency's amounts have behind the point (ISO 4217): KRW 0, USD 2, KWD 3. */
export function minorDigits(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    digits.set(currency, (known = format.resolvedOptions().maximumFractionDigits ?? 2));
  }
  return known;
}

/**
 * An amount in the currency's smallest unit, as a whole number: only those can be added and taken back without anything left over.
 * {@link NO_AMOUNT} where it is negative, or too large to be one number of a sum.
 */
export function minorUnits({ value, currency }: Amount): number {
  const minor = Math.round(value * 10 ** minorDigits(currency));
  return minor >= 0 && minor <= MOST_MINOR ? minor : NO_AMOUNT;
}

/** A thousandth of what a double counts exactly: no attempt of a checkout is worth more. */
const MOST_MINOR = 2 ** 43;

/** An amount of so many smallest units in the currency's own unit. */
export function ownUnits(minor: number, currency: string): number {
  return minor / 10 ** minorDigits(currency);
}
