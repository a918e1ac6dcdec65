import { numberText } from './count.js';
import type { Language } from './language.js';

/** Below this many attempts there is no percentage at all, only the counts. */
export const MIN_FOR_RATE = 10;
/** Below this many attempts a percentage is shown as tentative. */
export const MIN_FOR_CERTAIN_RATE = 30;

/** `fine`: two decimals below 1 %, for tables. `glance`: one decimal below 10 %, for the wall. */
export type Precision = 'fine' | 'glance';

/** A percentage in pieces, so that a screen can set the sign smaller. `bound` says that the value lies beyond the digits. */
export interface Percent {
  readonly bound: '' | '<' | '>';
  readonly digits: string;
}

/** What may be said of a rate, given how many attempts it rests on. */
export type RateText =
  | { readonly kind: 'none'; readonly text: string }
  | { readonly kind: 'counts'; readonly failed: string; readonly total: string; readonly unit: string; readonly text: string }
  | { readonly kind: 'tentative' | 'certain'; readonly percent: Percent; readonly text: string };

/** Stands for a number that does not exist. */
export const NO_NUMBER = '–';

function join(percent: Percent): string {
  return `${percent.bound}${percent.digits}%`;
}

/** The smallest percentage that is told apart from nothing. */
const SMALLEST: Record<Precision, { readonly below: number; readonly digits: string }> = {
  fine: { below: 0.01, digits: '0.01' },
  glance: { below: 0.05, digits: '0.1' },
};

function decimals(p: number, precision: Precision): string {
  if (p >= 9.95) return String(Math.round(p));
  return precision === 'fine' && p < 0.995 ? p.toFixed(2) : p.toFixed(1);
}

/** `share` (0..1) in pieces. 0 % and 100 % only where literally true; what lies between is `<0.1` or `>99`. */
export function percentOf(share: number, precision: Precision = 'glance'): Percent {
  const p = share * 100;
  if (p <= 0) return { bound: '', digits: '0' };
  if (p >= 100) return { bound: '', digits: '100' };
  if (p > 99) return { bound: '>', digits: '99' };
  const smallest = SMALLEST[precision];
  return p < smallest.below ? { bound: '<', digits: smallest.digits } : { bound: '', digits: decimals(p, precision) };
}

/** `share` (0..1) as text: `9.2%`, `31%`, `<0.1%`, `>99%`. */
export function percentText(share: number, precision: Precision = 'glance'): string {
  return join(percentOf(share, precision));
}

/**
 * `share` next to a rate it is compared with, at the precision of that rate: beside 31 % the usual 9.2 % reads `9%`,
 * beside 8.1 % it reads `9.2%`. A share below 1 % keeps its decimal, for it would read as nothing.
 */
export function comparedPercentText(share: number, beside: number): string {
  const p = share * 100;
  return beside >= 0.0995 && p >= 1 && p <= 99 ? `${String(Math.round(p))}%` : percentText(share);
}

/** What may be said of `failed` out of `total`: nothing, the counts, a tentative or a certain percentage. */
export function rateText(failed: number, total: number, options: { language: Language; precision?: Precision }): RateText {
  if (total <= 0) return { kind: 'none', text: NO_NUMBER };
  if (total < MIN_FOR_RATE) {
    const unit = options.language === 'ko' ? '건' : '';
    const [f, t] = [numberText(failed), numberText(total)];
    return { kind: 'counts', failed: f, total: t, unit, text: `${f}/${t}${unit}` };
  }
  const percent = percentOf(failed / total, options.precision);
  return { kind: total < MIN_FOR_CERTAIN_RATE ? 'tentative' : 'certain', percent, text: join(percent) };
}
