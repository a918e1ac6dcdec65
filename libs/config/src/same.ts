import type { LocalisedText } from '@tillwatch/domain';

/** A text that is the same in every language: a value somebody wrote, a version, another program's own words. */
export const same = (text: string): LocalisedText => ({ ko: text, en: text });
