import type { Language } from '@tillwatch/wording';
import { en } from './errors-texts-en.js';
import { ko } from './errors-texts-ko.js';
import type { ErrorsTexts } from './errors-words.js';

/** The page's words by language. */
export const ERRORS_TEXTS: Readonly<Record<Language, ErrorsTexts>> = { ko, en };
