import type { Language } from '@tillwatch/wording';
import { ApiError } from '../../api/client.js';
import { STATS_TEXTS } from './stats-texts.js';

/** An answer says itself what is wrong; without one the server is away. */
export function reasonOf(error: unknown, language: Language): string {
  const texts = STATS_TEXTS[language];
  if (!(error instanceof ApiError)) return texts.away;
  return error.status === 401 || error.status === 403 ? texts.notAllowed : error.message;
}
