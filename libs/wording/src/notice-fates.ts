import type { LocalisedText } from '@tillwatch/domain';

/** Why a change of an incident was told to nobody, by the reason it is counted under. */
export const HOLD_WORDS = {
  unchanged: { ko: '알린 뒤 달라진 것 없음', en: 'nothing new since it was told' },
  not_paging: { ko: '알리지 않기로 정한 결제 흐름', en: 'its journey is set to wake nobody' },
  maintenance: { ko: '예정된 점검', en: 'known maintenance' },
  snoozed: { ko: '다시 알림 시간 전', en: 'snoozed' },
  silenced: { ko: '알림 끔', en: 'silenced' },
  inhibited: { ko: '더 넓은 장애로 알림', en: 'told by a wider incident' },
  quiet_hours: { ko: '조용한 시간', en: 'quiet hours' },
  over_untold: { ko: '알리기 전에 끝남', en: 'over before anybody was told' },
  over_budget: { ko: '채널의 한도를 넘어 모음으로 알림', en: 'over the channel’s budget, told in a digest' },
  in_digest: { ko: '모음에서 알림', en: 'told in a digest' },
  no_route: { ko: '맞는 경로 없음', en: 'no route takes it' },
  closed: { ko: '채널이 닫혀 있음', en: 'the channel is closed' },
  nothing_to_say: { ko: '채널에 보낼 것이 없는 변화', en: 'a change the channel does not show' },
  internal: { ko: '내부 오류, 다시 시도 중', en: 'an error of ours, tried again' },
} as const satisfies Readonly<Record<string, LocalisedText>>;

/** Why a message was not taken, in a few words that stand before the receiver's own. */
export const FAULT_WORDS = {
  busy: { ko: '기다려 달라고 함', en: 'asked to wait' },
  receiver_trouble: { ko: '받는 쪽 오류', en: 'trouble on their side' },
  timeout: { ko: '제때 답하지 않음', en: 'no answer in time' },
  unreachable: { ko: '연결 안 됨', en: 'not reachable' },
  internal: { ko: '내부 오류', en: 'an error of ours' },
  refused: { ko: '거절', en: 'refused' },
  gone: { ko: '주소가 없어짐', en: 'address is gone' },
  forbidden_address: { ko: '허용하지 않은 주소', en: 'address not allowed' },
} as const satisfies Readonly<Record<string, LocalisedText>>;
