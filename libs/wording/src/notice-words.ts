import type { IncidentAnswer } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';
import type { Reader } from './alert-sentence.js';
import { CHANGE_WORDS } from './incident-words.js';
import { incidentOwner } from './incident-sentence.js';
import { inLanguage } from './language.js';

/** What a message tells, by the kind of notice it is. */
export const NOTICE_WORDS = {
  opened: { ko: '새 장애', en: 'New incident' },
  reopened: { ko: '다시 열림', en: 'Reopened' },
  worse: { ko: '심각으로 올라감', en: 'Critical now' },
  wider: { ko: '원인 조건 바뀜', en: 'Cause located anew' },
  grew: { ko: '더 심해짐', en: 'Got worse' },
  acknowledged: { ko: '확인됨', en: 'Acknowledged' },
  unacknowledged: { ko: '확인 취소', en: 'Acknowledgement taken back' },
  digest: { ko: '여러 장애를 한 번에 알립니다', en: 'Several incidents in one message' },
  escalated: { ko: '아직 아무도 확인하지 않음', en: 'Nobody has taken it yet' },
  resolved: { ko: '해결됨', en: 'Resolved' },
  wrong_alarm: { ko: '오탐으로 판정', en: 'Called a false alarm' },
  statement: { ko: '일일 보고', en: 'Daily statement' },
} as const satisfies Readonly<Record<string, LocalisedText>>;

export type NoticeWord = keyof typeof NOTICE_WORDS;

/** What else stands in messages. */
export const NOTICE_LABELS = {
  open: { ko: '장애 열기', en: 'Open the incident' },
  openAll: { ko: '장애 목록 열기', en: 'Open all incidents' },
  openAlerts: { ko: '알림 화면 열기', en: 'Open the alerts page' },
  acknowledge: { ko: '확인', en: 'Acknowledge' },
  since: { ko: '언제부터', en: 'Since' },
  why: {
    ko: 'Tillwatch의 알림 설정에 이 주소가 있어 보낸 메일입니다. 받는 사람은 설정의 notifications에서 바꿀 수 있습니다.',
    en: 'You get this mail because the settings of Tillwatch name this address. Who gets it is set under notifications.',
  },
} as const satisfies Readonly<Record<string, LocalisedText>>;

/** What a message tells, and of what is over or taken why or by whom: `해결: 평소 수준으로 돌아왔습니다`. How long it was says its time. */
export function noticeText(kind: NoticeWord, incident: IncidentAnswer, reader: Reader): string {
  const { language } = reader;
  const word = inLanguage(NOTICE_WORDS[kind], language);
  if (kind === 'acknowledged' || kind === 'unacknowledged') return incidentOwner(incident, reader) || word;
  if (kind === 'wrong_alarm' && incident.resolvedBy !== null) return `${word} · ${incident.resolvedBy}`;
  if (kind !== 'resolved' || incident.resolvedAt === null) return word;
  return incident.resolvedBy === null ? inLanguage(CHANGE_WORDS[incident.reason], language) : incidentOwner(incident, reader);
}
