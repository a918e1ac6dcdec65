import type { Language } from '@tillwatch/wording';
import { en } from './alerts-texts-en.js';
import { ko } from './alerts-texts-ko.js';
import type { AlertsTexts } from './alerts-words.js';

/** The page's words by language. */
export const ALERTS_TEXTS: Readonly<Record<Language, AlertsTexts>> = { ko, en };
