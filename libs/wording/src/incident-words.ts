import type { IncidentChangeAnswer } from '@tillwatch/contract';
import type { IncidentKind, LocalisedText } from '@tillwatch/domain';

/** Words of incidents, as the glossary has them. */
export const INCIDENT_WORDS = {
  stillOnIt: { ko: '확인 만료 · 계속 보고 있나요?', en: 'Acknowledgement expired · still on it?' },
  notTaken: { ko: '미확인', en: 'Not acknowledged' },
  acknowledged: { ko: '확인됨', en: 'Acknowledged' },
  recovering: { ko: '회복 관찰 중', en: 'Watching recovery' },
  resolved: { ko: '해결됨', en: 'Resolved' },
  falseAlarm: { ko: '오탐', en: 'False alarm' },
  unknown: { ko: '모름', en: 'Unknown' },
  /** Of a monitoring that is down. */
  blind: { ko: '결제 상태를 알 수 없습니다.', en: 'Payment health is unknown.' },
  everything: { ko: '전체', en: 'Everything' },
  other: { ko: '다른', en: 'Other' },
  otherErrors: { ko: '그 밖의 오류, 오류 코드 없음', en: 'Other errors, or no code' },
} as const satisfies Readonly<Record<string, LocalisedText>>;

/** What goes wrong, after the name of the step it goes wrong at. */
export const TROUBLES: Readonly<Record<IncidentKind, LocalisedText>> = {
  failure_rate: { ko: '실패 급증', en: 'failures up' },
  drop_off: { ko: '이탈 급증', en: 'drop-off up' },
  stalled: { ko: '응답 없음', en: 'no result' },
  volume: { ko: '시도 급감', en: 'attempts down' },
  latency: { ko: '지연', en: 'slow' },
  definition: { ko: '지표 정의 문제', en: 'metric definition broken' },
  monitor: { ko: '감시 중단', en: 'Monitoring is down' },
};

/** Refusals by an issuer are told apart from what broke. */
export const DECLINES_UP: LocalisedText = { ko: '거절 급증', en: 'declines up' };

/** What breaks, told apart from what issuers refuse. */
export const ERRORS_UP: LocalisedText = { ko: '시스템 실패 급증', en: 'system failures up' };

/** What is above a limit that somebody set need not have risen. */
export const OVER_LIMIT: LocalisedText = { ko: '실패 한도 초과', en: 'failures over the limit' };

/** What a timeline says of a change, by its reason. */
export const CHANGE_WORDS: Readonly<Record<IncidentChangeAnswer['reason'], LocalisedText>> = {
  evidence_conclusive: { ko: '감지: 우연으로 볼 수 없는 수준', en: 'Detected: more than chance explains' },
  over_limit: { ko: '감지: 정해 둔 한도를 넘었습니다', en: 'Detected: over its set limit' },
  came_back: { ko: '다시 열림: 해결 뒤 다시 올랐습니다', en: 'Reopened: it rose again' },
  cause_refined: { ko: '원인 조건을 다시 찾았습니다', en: 'Cause located anew' },
  more_severe: { ko: '심각도가 올랐습니다', en: 'More severe' },
  numbers_grew: { ko: '건수가 늘었습니다', en: 'Numbers grew' },
  acknowledged: { ko: '확인', en: 'Acknowledged' },
  unacknowledged: { ko: '확인 취소', en: 'Acknowledgement taken back' },
  acknowledgement_expired: {
    ko: '확인한 지 30분이 지났는데 아직 심각합니다. 계속 보고 있나요?',
    en: 'Acknowledged 30 minutes ago and still critical. Still on it?',
  },
  snooze_broken: { ko: '심해져서 다시 알림 시간 전에 알립니다', en: 'Worse than when it was snoozed: alerting again' },
  maintenance_over: { ko: '점검 시간이 끝났는데도 계속됩니다', en: 'Goes on after the maintenance' },
  snoozed: { ko: '다시 알림 설정', en: 'Snoozed' },
  noted: { ko: '메모', en: 'Note' },
  resolved_by_person: { ko: '해결', en: 'Resolved' },
  wrong_alarm: { ko: '오탐으로 판정', en: 'Called a false alarm' },
  back_to_usual: { ko: '해결: 평소 수준으로 돌아왔습니다', en: 'Resolved: back to usual' },
  within_limit: { ko: '해결: 정해 둔 한도 안으로 돌아왔습니다', en: 'Resolved: back within its set limit' },
  no_more_traffic: { ko: '해결: 더 들어오는 시도가 없습니다', en: 'Resolved: no more traffic' },
  became_usual: { ko: '해결: 새 평소 수준이 되었습니다', en: 'Resolved: it became the usual level' },
  covered_by_another: { ko: '해결: 다른 장애로 설명됩니다', en: 'Resolved: another incident explains it' },
  monitor_back: { ko: '해결: 감시가 다시 작동합니다', en: 'Resolved: monitoring is back' },
};

/** In what a past incident is like this one. */
export const SAME_WORDS: Readonly<Record<'cause' | 'provider' | 'stage' | 'error', LocalisedText>> = {
  cause: { ko: '같은 조건', en: 'same condition' },
  provider: { ko: '같은 결제사', en: 'same provider' },
  stage: { ko: '같은 단계', en: 'same step' },
  error: { ko: '오류 코드 일치', en: 'same error' },
};

/** What the counts of an incident are of, after "66 of 212". */
export const COUNTED: Readonly<Record<Exclude<IncidentKind, 'volume' | 'stalled'>, LocalisedText>> = {
  failure_rate: { ko: '실패', en: 'failed' },
  drop_off: { ko: '이탈', en: 'left' },
  latency: { ko: '지연', en: 'slow' },
  definition: { ko: '해당', en: 'affected' },
  monitor: { ko: '누락', en: 'lost' },
};
