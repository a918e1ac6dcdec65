import type { IncidentAnswer } from '@tillwatch/contract';
import type { Reader } from './alert-sentence.js';
import { contrastSentence, impactText, likelyCause } from './incident-evidence.js';
import { hasRate, incidentHeadline, incidentNumbers, incidentOwner, incidentWord } from './incident-sentence.js';
import { INCIDENT_WORDS } from './incident-words.js';
import { inLanguage, type Language } from './language.js';
import { moneyPerHourText, moneyText } from './money.js';

/** What stands before the lines of a message. */
const LINES = {
  cause: { ko: '추정 원인', en: 'Likely cause' },
  impact: { ko: '영향', en: 'Impact' },
  money: { ko: '영향 금액', en: 'Money at risk' },
} as const;

/** What becomes of a wrong alarm: whom it hit and what it cost is not told, for it did neither. */
const NO_MORE = {
  ko: '뚜렷이 심해지거나 다시 생기지 않으면 더 알리지 않습니다.',
  en: 'It is not told again unless it gets clearly worse or comes back.',
};

/**
 * The first line of a message about an incident: `[심각] IE 10 이하 × KG이니시스 · 인증 단계 실패 급증 · 31% · 평소 9% · 212건 중 66건 실패`.
 * It is the incident's sentence without the time.
 */
export function noticeHeadline(incident: IncidentAnswer, language: Language): string {
  const { condition, trouble } = incidentHeadline(incident, language);
  const parts = [condition, trouble, incidentNumbers(incident, language)].filter((part) => part !== null);
  return `[${incidentWord(incident, language)}] ${parts.join(' · ')}`;
}

/** What else there is to know, a line each: what the comparison proves, the likely cause, who is hit, money at risk, who is on it. */
export function noticeLines(incident: IncidentAnswer, reader: Reader): string[] {
  const { language } = reader;
  const line = (name: keyof typeof LINES, text: string | null): string | null =>
    text === null || text === '' ? null : `${inLanguage(LINES[name], language)}: ${text}`;
  if (incident.wrongAlarm) return [inLanguage(NO_MORE, language)];
  const cause = likelyCause(incident, language);
  const isKnown = cause !== inLanguage(INCIDENT_WORDS.unknown, language);
  const isBlind = incident.kind === 'monitor' && incident.status !== 'resolved';
  const lines = [
    isBlind ? inLanguage(INCIDENT_WORDS.blind, language) : null,
    contrastSentence(incident, language),
    line('cause', isKnown ? cause : null),
    line('impact', hasRate(incident) ? impactText(incident, language) : null),
    line('money', moneyLine(incident, language)),
    incidentOwner(incident, reader) || null,
  ];
  return lines.filter((text) => text !== null);
}

function moneyLine({ money, status }: IncidentAnswer, language: Language): string | null {
  if (money === null) return null;
  const perHour = status === 'resolved' ? null : moneyPerHourText(money, language);
  return [moneyText(money, language), perHour].filter((text) => text !== null).join(' · ');
}
