import type { Language } from './language.js';

/** A whole number with thousands separators: `12,040`. The same in both languages and on every engine. */
export function numberText(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A number of attempts: `1,204건`, `1,204`. */
export function countText(n: number, language: Language): string {
  return language === 'ko' ? `${numberText(n)}건` : numberText(n);
}

/** One decimal below ten, none above, and never rounded up: a compact count does not claim more than there is. */
function scaled(n: number, unit: number): string {
  const value = Math.floor((n / unit) * 10) / 10;
  return value < 10 ? value.toFixed(1) : numberText(Math.floor(n / unit));
}

/** A number of attempts where room is scarce: `1,204건`, `1.2만건`, `3억건`; `940`, `1.2K`, `12K`, `3M`. */
export function compactCountText(n: number, language: Language): string {
  if (language === 'ko') {
    if (n >= 1e8) return `${scaled(n, 1e8)}억건`;
    return n >= 1e4 ? `${scaled(n, 1e4)}만건` : countText(n, language);
  }
  if (n >= 1e6) return `${scaled(n, 1e6)}M`;
  return n >= 1e3 ? `${scaled(n, 1e3)}K` : numberText(n);
}

/** How many of how many failed: `212건 중 66건`, `66 of 212`. */
export function failedOfText(failed: number, total: number, language: Language): string {
  return language === 'ko' ? `${numberText(total)}건 중 ${numberText(failed)}건` : `${numberText(failed)} of ${numberText(total)}`;
}

/** How many of how many got no result in the usual time: `40건 중 37건이 평소보다 오래 대기`, `37 of 40 waiting longer than usual`. */
export function stalledOfText(stalled: number, total: number, language: Language): string {
  const many = failedOfText(stalled, total, language);
  return language === 'ko' ? `${many}이 평소보다 오래 대기` : `${many} waiting longer than usual`;
}

/** How many attempts are under way: `결제 중 123명`, `123 paying now`. */
export function payingNowText(n: number, language: Language): string {
  return language === 'ko' ? `결제 중 ${numberText(n)}명` : `${numberText(n)} paying now`;
}
