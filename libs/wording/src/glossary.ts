import type { AlertKind, TileState } from '@tillwatch/contract';
import type { LocalisedText, VerdictReason } from '@tillwatch/domain';

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
  limit: { ko: '한도', en: 'limit' },
  /** Beside what came as a share of what was to be expected. */
  ofUsualAttempts: { ko: '평소 결제 시도 대비', en: 'of the usual attempts' },
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

/** Why a verdict is what it is, in a few words. */
export const REASON_WORDS: Readonly<Record<VerdictReason, LocalisedText>> = {
  within_usual: { ko: '평소 범위 안', en: 'within the usual range' },
  learning_usual: { ko: '평소를 배우는 중', en: 'learning what is usual' },
  too_few_events: { ko: '판단하기에는 건수가 적음', en: 'too few to judge' },
  evidence_building: { ko: '근거를 모으는 중', en: 'evidence is building' },
  evidence_conclusive: { ko: '평소보다 뚜렷하게 높음', en: 'clearly above usual' },
  still_above_usual: { ko: '아직 평소보다 높음', en: 'still above usual' },
  back_to_usual: { ko: '평소 수준으로 돌아옴', en: 'back to usual' },
  no_events: { ko: '유입 없음', en: 'nothing comes in' },
  below_expected: { ko: '들어와야 할 만큼 들어오지 않음', en: 'fewer than expected come in' },
  data_late: { ko: '데이터가 아직 다 도착하지 않음', en: 'data has not all arrived yet' },
  over_limit: { ko: '정한 한도를 넘음', en: 'above the limit that was set' },
  within_limit: { ko: '정한 한도 안', en: 'within the limit that was set' },
};
