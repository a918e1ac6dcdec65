import type { Language } from '@tillwatch/wording';
import { en } from './stats-texts-en.js';
import { ko } from './stats-texts-ko.js';
import type { StatsTexts } from './stats-words.js';

/** The page's words by language. */
export const STATS_TEXTS: Readonly<Record<Language, StatsTexts>> = { ko, en };
