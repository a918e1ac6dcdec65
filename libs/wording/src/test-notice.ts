import type { Reader } from './alert-sentence.js';
import { clockText, zoneText } from './clock-time.js';
import type { Language } from './language.js';
import type { NoticeText } from './notice-text.js';

const WORDS: Readonly<Record<Language, Pick<NoticeText, 'news' | 'headline'> & { readonly calm: string }>> = {
  ko: { news: '시험 알림', headline: '[시험 알림] Tillwatch가 이 채널로 알립니다', calm: '실제 장애가 아닙니다. 하실 일은 없습니다.' },
  en: { news: 'Test', headline: '[Test] Tillwatch reaches you here', calm: 'This is no incident. There is nothing to do.' },
};

/** A message that says before anything else that it is a test. It fits one SMS in either language. @param at when it is sent, in ms since the epoch */
export function testNotice(at: number, { language, timeZone }: Reader): NoticeText {
  const { news, headline, calm } = WORDS[language];
  const time = `${clockText(at, timeZone)} ${zoneText(at, timeZone)}`;
  return { news, headline, sentence: `${headline} · ${time}`, time, lines: [calm], sms: `${headline}. ${calm}` };
}
