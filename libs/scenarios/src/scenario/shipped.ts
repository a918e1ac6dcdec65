import type { Effect, FailureEffect, Match, Scenario } from './scenario.js';

const MINUTE = 60_000;

/** Nothing out of the ordinary. */
export const HEALTHY: Scenario = { id: 'healthy', label: { ko: '평소', en: 'Healthy' }, effects: [] };

/** Failures of those who match, between two times after the start. */
const failures = (
  match: Match,
  rate: number,
  span: { fromMs: number; toMs: number | null },
  rest: Partial<FailureEffect> = {},
): Effect => ({
  kind: 'failures',
  match,
  rate,
  reason: 'issuer_unavailable',
  ...span,
  ...rest,
});

/** One provider's authorisations fail: 2 % before, 22 % from minute 10 on, for ten minutes. */
export const PROVIDER_FAILS: Scenario = {
  id: 'provider-fails',
  label: { ko: '결제사 한 곳의 승인 실패', en: 'One provider fails' },
  effects: [failures({ stage: 'authorisation', provider: 'kg-inicis' }, 0.22, { fromMs: 10 * MINUTE, toMs: 20 * MINUTE })],
};

/** One version of one browser does not get the payment window open. */
export const BROWSER_VERSION_FAILS: Scenario = {
  id: 'browser-version-fails',
  label: { ko: '브라우저 한 버전의 결제창 실패', en: 'One browser version fails' },
  effects: [
    failures(
      { stage: 'window', browser: 'samsung-internet', version: '29' },
      0.35,
      { fromMs: 10 * MINUTE, toMs: 30 * MINUTE },
      { reason: 'client_error' },
    ),
  ],
};

/** Card authentication gets worse so slowly that nobody sees the moment: three times the usual after 40 minutes. */
export const SLOW_BURN: Scenario = {
  id: 'slow-burn',
  label: { ko: '서서히 나빠지는 카드 인증', en: 'Slow burn' },
  effects: [
    failures(
      { stage: 'authentication', method: 'card' },
      0.085,
      { fromMs: 10 * MINUTE, toMs: 70 * MINUTE },
      { reason: 'timeout', rampMs: 40 * MINUTE },
    ),
  ],
};

/** Nothing is heard of one wallet for ten minutes, then of nobody at all for five. */
export const SILENCE: Scenario = {
  id: 'silence',
  label: { ko: '이벤트 끊김', en: 'Silence' },
  effects: [
    { kind: 'silence', match: { provider: 'kakaopay' }, fromMs: 10 * MINUTE, toMs: 20 * MINUTE },
    { kind: 'silence', match: {}, fromMs: 25 * MINUTE, toMs: 30 * MINUTE },
  ],
};

/** A healthy shop whose reports come twice, late and out of order. */
export const UNRELIABLE_DELIVERY: Scenario = {
  id: 'unreliable-delivery',
  label: { ko: '중복·지연 이벤트', en: 'Duplicates and late events' },
  effects: [],
  delivery: {
    duplicates: 0.1,
    late: [
      { share: 0.05, byMs: 40_000 },
      { share: 0.005, byMs: 10 * MINUTE },
    ],
  },
};
