import type { LocalisedText } from '@tillwatch/domain';
import { clockText } from './clock-time.js';
import type { Reader } from './alert-sentence.js';

/** What became of a notification. */
export const DELIVERY_WORDS = {
  waiting: { ko: '보내는 중', en: 'on its way' },
  sent: { ko: '전달됨', en: 'delivered' },
  superseded: { ko: '새 알림이 대신함', en: 'covered by a newer one' },
  dead: { ko: '전달하지 못함', en: 'not delivered' },
} as const satisfies Readonly<Record<string, LocalisedText>>;

/** When the steps of a notification were, in ms since the epoch; null where one has not been yet. */
export interface DeliverySteps {
  readonly abnormalAt: number;
  readonly receivedAt: number | null;
  readonly judgedAt: number;
  readonly decidedAt: number;
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
}

/** When the trouble began, came in and was judged, and how long after that it was decided, sent and delivered: `이상 14:03:20 · 접수 14:03:21 · 판단 14:03:31 · 결정 +0.0초 …`. */
export function deliveryStepsText({ abnormalAt, receivedAt, judgedAt, ...later }: DeliverySteps, { language, timeZone }: Reader): string {
  const words = STEPS[language];
  const since = (at: number): string => `+${((at - judgedAt) / 1_000).toFixed(1)}${words.seconds}`;
  const steps = (['decidedAt', 'sentAt', 'deliveredAt'] as const).flatMap((step) => {
    const at = later[step];
    return at === null ? [] : [`${words[step]} ${since(at)}`];
  });
  const clocks = (
    [
      ['abnormalAt', abnormalAt],
      ['receivedAt', receivedAt],
      ['judgedAt', judgedAt],
    ] as const
  ).flatMap(([step, at]) => (at === null ? [] : [`${words[step]} ${clockText(at, timeZone)}`]));
  return [...clocks, ...steps].join(' · ');
}

const STEPS = {
  ko: { abnormalAt: '이상', receivedAt: '접수', judgedAt: '판단', decidedAt: '결정', sentAt: '보냄', deliveredAt: '받음', seconds: '초' },
  en: {
    abnormalAt: 'abnormal',
    receivedAt: 'received',
    judgedAt: 'judged',
    decidedAt: 'decided',
    sentAt: 'sent',
    deliveredAt: 'taken',
    seconds: ' s',
  },
} as const;
