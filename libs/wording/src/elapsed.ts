import type { Language } from './language.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = 'second' | 'minute' | 'hour' | 'day';
const WORDS: Record<Language, Record<Unit, string>> = {
  ko: { second: '초', minute: '분', hour: '시간', day: '일' },
  en: { second: ' s', minute: ' min', hour: ' h', day: ' d' },
};

function part(n: number, unit: Unit, language: Language): string {
  return `${String(n)}${WORDS[language][unit]}`;
}

/** The two largest units of a span, whole and rounded down. */
function split(ms: number): readonly (readonly [number, Unit])[] {
  const s = Math.max(0, ms);
  if (s < MINUTE) return [[Math.floor(s / SECOND), 'second']];
  if (s < HOUR) return [[Math.floor(s / MINUTE), 'minute'], [Math.floor((s % MINUTE) / SECOND), 'second']]; // prettier-ignore
  if (s < DAY) return [[Math.floor(s / HOUR), 'hour'], [Math.floor((s % HOUR) / MINUTE), 'minute']]; // prettier-ignore
  return [[Math.floor(s / DAY), 'day'], [Math.floor((s % DAY) / HOUR), 'hour']]; // prettier-ignore
}

/** How long something lasted: `4분 11초`, `1시간 5분`; `4 min 11 s`, `1 h 5 min`. */
export function elapsedText(ms: number, language: Language): string {
  const parts = split(ms);
  return parts
    .filter(([n], index) => index === 0 || n > 0)
    .map(([n, unit]) => part(n, unit, language))
    .join(' ');
}

/** How long something lasted, in its largest unit: `16분`, `16 min`. */
export function roughElapsedText(ms: number, language: Language): string {
  const [first] = split(ms);
  return first ? part(first[0], first[1], language) : '';
}

/** How long something has been going on: `4분째`, `4 min`. */
export function ongoingText(ms: number, language: Language): string {
  return language === 'ko' ? `${roughElapsedText(ms, 'ko')}째` : roughElapsedText(ms, 'en');
}

/** How late something is: `8초`, `38초`, `2분`; `8 s`. */
export function latenessText(ms: number, language: Language): string {
  return roughElapsedText(ms, language);
}

/** A span that people wait for: `0.8초`, `12초`, `1분 4초`. One decimal below ten seconds. */
export function waitText(ms: number, language: Language): string {
  return ms < 9_950 ? tenthsText(Math.max(0, ms), language) : elapsedText(ms, language);
}

function tenthsText(ms: number, language: Language): string {
  return `${(ms / SECOND).toFixed(1)}${WORDS[language].second}`;
}

/** How old data is: `0.8초 전`, `12초 전`, `3분 전`; `0.8 s ago`. One decimal below ten seconds. */
export function ageText(ms: number, language: Language): string {
  const s = Math.max(0, ms);
  const text = s < 9_950 ? tenthsText(s, language) : roughElapsedText(s, language);
  return language === 'ko' ? `${text} 전` : `${text} ago`;
}
