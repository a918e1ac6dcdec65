import type { AlertKind, TileState } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';

/** The words of the product, one per thing. Screens and messages take them from here, so that none has two names. */
export const GLOSSARY = {
  attempt: { ko: '결제 시도', en: 'attempt' },
  allAttempts: { ko: '전체 시도', en: 'All attempts' },
  step: { ko: '단계', en: 'step' },
  failureRate: { ko: '실패율', en: 'failure rate' },
  failed: { ko: '실패', en: 'failed' },
  succeeded: { ko: '성공', en: 'succeeded' },
  started: { ko: '시작', en: 'started' },
  abandoned: { ko: '이탈', en: 'abandoned' },
  acknowledged: { ko: '확인', en: 'Acknowledged' },
  silenced: { ko: '알림 끔', en: 'Silenced' },
  selfTest: { ko: '자체 점검', en: 'Self-test' },
  usual: { ko: '평소', en: 'usual' },
  usualRange: { ko: '평소 범위', en: 'usual range' },
  learning: { ko: '배우는 중', en: 'Learning' },
  allNormal: { ko: '이상 없음', en: 'All normal' },
  cannotJudge: { ko: '판단 불가', en: 'Cannot judge' },
  everythingDown: { ko: '전체 장애', en: 'Everything affected' },
  smallSample: { ko: '표본 적음', en: 'Small sample' },
  noAttempts: { ko: '시도 없음', en: 'No attempts' },
  noData: { ko: '데이터 없음', en: 'No data' },
  live: { ko: '실시간', en: 'Live' },
  delayed: { ko: '지연', en: 'Delayed' },
  stale: { ko: '멈춤', en: 'Stopped' },
  disconnected: { ko: '연결 끊김', en: 'Disconnected' },
  reconnecting: { ko: '재연결 중', en: 'Reconnecting' },
  monitoringDown: { ko: '감시 중단', en: 'Monitoring is down' },
  wall: { ko: '상황판', en: 'Wall' },
} as const satisfies Readonly<Record<string, LocalisedText>>;

/** A tile's state in one word; `normal` has a word for those who listen instead of looking. */
export const STATE_WORDS: Readonly<Record<TileState, LocalisedText>> = {
  normal: { ko: '정상', en: 'normal' },
  learning: { ko: '배우는 중', en: 'Learning' },
  watch: { ko: '관찰', en: 'Watch' },
  warning: { ko: '주의', en: 'Warning' },
  critical: { ko: '심각', en: 'Critical' },
  recovering: { ko: '회복', en: 'Recovered' },
  no_data: { ko: '유입 없음', en: 'No traffic' },
};

/** What goes wrong where it is not failures. */
export const KIND_WORDS: Readonly<Record<Exclude<AlertKind, 'failure_rate'>, LocalisedText>> = {
  drop_off: { ko: '이탈', en: 'drop-off' },
  stalled: { ko: '응답 없음', en: 'no result' },
  volume: { ko: '시도 급감', en: 'attempts down' },
  latency: { ko: '지연', en: 'slow' },
};
