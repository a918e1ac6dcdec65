import type { LocalisedText } from '@tillwatch/domain';

/** The languages everything people read exists in. */
export const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language named by `text` (`ko`, `ko-KR`, `en-GB` …); undefined where it is none of ours. */
export function languageOf(text: string | null | undefined): Language | undefined {
  const tag = text?.trim().toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === tag);
}

/** The first of a browser's languages that is one of ours, else English. */
export function preferredLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = languageOf(tag);
    if (language) return language;
  }
  return 'en';
}

/** A localised text in one language. */
export function inLanguage(text: LocalisedText, language: Language): string {
  return text[language];
}
