import type { Language } from '@tillwatch/wording';
import { DEFAULT_BOARD } from '../../router.js';

/** A page of the desk. */
export type Place = 'wall' | 'live' | 'incidents' | 'stats' | 'errors' | 'alerts';

/** Where they are, in the order they are offered. */
export const PLACES: readonly (readonly [Place, path: string])[] = [
  ['wall', `/wall/${DEFAULT_BOARD}`],
  ['live', '/live'],
  ['incidents', '/incidents'],
  ['stats', '/stats'],
  ['errors', '/metrics/errors'],
  ['alerts', '/alerts'],
];

/** Those that can be of a past period. */
export const OF_PAST: readonly Place[] = ['incidents', 'stats'];

/** What the pages of a desk have in common. */
export interface DeskTexts {
  /** What the way between them is called. */
  readonly pages: string;
  readonly places: Readonly<Record<Place, string>>;
  readonly otherLanguage: string;
}

/** By language. */
export const DESK_TEXTS: Readonly<Record<Language, DeskTexts>> = {
  ko: {
    pages: '화면',
    places: { wall: '상황판', live: '실시간', incidents: '장애', stats: '통계', errors: '오류', alerts: '알림' },
    otherLanguage: 'English',
  },
  en: {
    pages: 'Pages',
    places: { wall: 'Wall', live: 'Live', incidents: 'Incidents', stats: 'Statistics', errors: 'Errors', alerts: 'Alerts' },
    otherLanguage: '한국어',
  },
};
