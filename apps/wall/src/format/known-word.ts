import type { LocalisedText } from '@tillwatch/domain';
import { inLanguage, type Language } from '@tillwatch/wording';

/** A word of a closed list in a language; the word itself where a newer server has one that this page does not know. */
export function wordOf(word: string, words: Readonly<Record<string, LocalisedText>>, language: Language): string {
  const known = Object.hasOwn(words, word) ? words[word] : undefined;
  return known === undefined ? word : inLanguage(known, language);
}
