import type { IncidentAnswer } from '@tillwatch/contract';
import type { IncidentKind, LocalisedText } from '@tillwatch/domain';
import { countedText, type Reader } from './alert-sentence.js';
import { ofUsualText } from './alert-numbers.js';
import { minuteText, zoneText } from './clock-time.js';
import { numberText } from './count.js';
import { roughElapsedText } from './elapsed.js';
import { hasRate, incidentHeadline, incidentRate, incidentUsual, incidentWord } from './incident-sentence.js';
import { INCIDENT_WORDS } from './incident-words.js';
import { inLanguage, type Language } from './language.js';
import type { NoticeWord } from './notice-words.js';
import { MIN_FOR_RATE } from './rate.js';
import { shortened } from './tidy.js';

/** A message for a phone without a screen for more, in pieces: a place that does not fit is shortened, the rest is never. */
export interface SmsPieces {
  /** How it stands, and why the message comes where that is no new incident: `[심각] `, `[심각·더 심해짐] `, `CRITICAL, GOT WORSE: `. */
  readonly mark: string;
  /** `IE 10 이하 × KG이니시스`; empty where everything is meant. */
  readonly place: string;
  /** What goes wrong, which may be shortened once nothing of the place is left, */
  readonly trouble: string;
  /** and how bad, how many, since when: `31%(66/212건, 평소 9%) 14:03~`. */
  readonly facts: string;
}

const SHORT_TROUBLES: Readonly<Partial<Record<IncidentKind, string>>> = { failure_rate: '실패', drop_off: '이탈' };

/** Why a message comes, where without that it would read like the one before. */
const SMS_NEWS: Readonly<Partial<Record<NoticeWord, LocalisedText>>> = {
  reopened: { ko: '다시 열림', en: 'reopened' },
  wider: { ko: '원인 바뀜', en: 'other cause' },
  grew: { ko: '더 심해짐', en: 'got worse' },
  unacknowledged: { ko: '확인 취소', en: 'given back' },
  escalated: { ko: '미확인', en: 'not acknowledged' },
};
const EXPIRED: LocalisedText = { ko: '확인 만료', en: 'still on it?' };
/** That nobody watches is no word about payments. */
const BLIND: LocalisedText = { ko: '결제 상태를 알 수 없음', en: 'payment health unknown' };
/** Characters of the name of who took it. */
const MOST_NAME = 8;

function newsOf({ reason, status, acknowledgedBy }: IncidentAnswer, kind: NoticeWord, language: Language): string {
  if (status === 'resolved') return '';
  if (kind === 'acknowledged')
    return `${inLanguage(INCIDENT_WORDS.acknowledged, language)} ${shortened(acknowledgedBy ?? '', MOST_NAME)}`.trim();
  const news = kind === 'unacknowledged' && reason === 'acknowledgement_expired' ? EXPIRED : SMS_NEWS[kind];
  return news === undefined ? '' : inLanguage(news, language);
}

function markOf(incident: IncidentAnswer, language: Language, kind: NoticeWord): string {
  const [word, news] = [incidentWord(incident, language), newsOf(incident, kind, language)];
  if (language === 'ko') return `[${[word, news].filter((part) => part !== '').join('·')}] `;
  return news === '' ? `${word.toUpperCase()} ` : `${word.toUpperCase()}, ${news.toUpperCase()}: `;
}

/** What a short message says of an incident. */
export function smsPieces(incident: IncidentAnswer, reader: Reader, kind: NoticeWord = 'opened'): SmsPieces {
  const { language } = reader;
  const { condition } = incidentHeadline(incident, language);
  const facts = [numbersText(incident, language), timeText(incident, reader)]
    .filter((part) => part !== '')
    .join(language === 'ko' ? ' ' : ', ');
  return {
    mark: markOf(incident, language, kind),
    place: condition ?? '',
    trouble: troubleText(incident, language),
    facts,
  };
}

/** `인증 실패`: in Korean, where bytes are few, that it rose is told by the usual beside it alone. */
function troubleText(incident: IncidentAnswer, language: Language): string {
  const { kind, class: failing } = incident;
  const short = kind === 'failure_rate' && failing === 'declined' ? '거절' : SHORT_TROUBLES[kind];
  if (language === 'en' || short === undefined) return incidentHeadline(incident, language).trouble;
  return `${countedText(incident, language)} ${short}`;
}

/** `31%(66/212건, 평소 9%)`, `31% (66/212, usual 9%)`; on a handful the counts alone stand first. */
function numbersText(incident: IncidentAnswer, language: Language): string {
  const { kind, failed, total } = incident;
  if (kind === 'monitor' && incident.status !== 'resolved') return inLanguage(BLIND, language);
  if (!hasRate(incident)) return '';
  const many = `${numberText(kind === 'volume' ? total - failed : failed)}/${numberText(total)}${language === 'ko' ? '건' : ''}`;
  // That the usual is being learnt is said where there is room.
  const known = { ...incident, baseline: { ...incident.baseline, learning: false } };
  const usual = kind === 'volume' ? expectedText(language) : (incidentUsual(known, language) ?? '');
  const gap = language === 'ko' ? '' : ' ';
  const rate = incidentRate(incident, language).text;
  if (total < MIN_FOR_RATE) return `${many}${gap}(${usual})`;
  // Beside "attempts down" a share alone would be taken for how far.
  if (kind === 'volume') return `${ofUsualText(rate, language)}${gap}(${many})`;
  return `${rate}${gap}(${many}, ${usual})`;
}

function expectedText(language: Language): string {
  return language === 'ko' ? '평소 대비' : 'of usual';
}

/** `14:03~`, `14:03~14:19(16분)`; `since 14:03 KST`, `14:03-14:19 KST (16 min)`. */
function timeText({ startedAt, resolvedAt }: IncidentAnswer, { language, timeZone }: Reader): string {
  const start = Date.parse(startedAt);
  const from = minuteText(start, timeZone);
  const zone = zoneText(start, timeZone);
  if (resolvedAt === null) return language === 'ko' ? `${from}~` : `since ${from} ${zone}`;
  const end = Date.parse(resolvedAt);
  const [to, lasted] = [minuteText(end, timeZone), roughElapsedText(end - start, language)];
  return language === 'ko' ? `${from}~${to}(${lasted})` : `${from}-${to} ${zone} (${lasted})`;
}
