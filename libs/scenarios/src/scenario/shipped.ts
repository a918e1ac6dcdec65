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

const MINUTES_10_TO_20 = { fromMs: 10 * MINUTE, toMs: 20 * MINUTE };
const INICIS_FAILS = failures({ stage: 'authorisation', provider: 'kg-inicis' }, 0.22, MINUTES_10_TO_20);

/** One provider's authorisations fail: 2 % before, 22 % from minute 10 on, for ten minutes. */
export const PROVIDER_FAILS: Scenario = {
  id: 'provider-fails',
  label: { ko: '결제사 한 곳의 승인 실패', en: 'One provider fails' },
  effects: [INICIS_FAILS],
};

/** The same failures, and the provider is so unwell that it says so 90 seconds late: to the shop's server not at all before. */
export const PROVIDER_FAILS_LATE: Scenario = {
  id: 'provider-fails-late',
  label: { ko: '승인 실패를 늦게 알리는 결제사', en: 'One provider fails and says so late' },
  effects: [INICIS_FAILS, { kind: 'webhooks', match: { provider: 'kg-inicis' }, byMs: 90_000, hidesFailures: true, ...MINUTES_10_TO_20 }],
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

/** Nothing is wrong but the post: one provider's webhooks are two minutes late, then everybody's by one. */
export const WEBHOOKS_LATE: Scenario = {
  id: 'webhooks-late',
  label: { ko: '웹훅 지연', en: 'Late webhooks' },
  effects: [
    { kind: 'webhooks', match: { provider: 'kg-inicis' }, byMs: 2 * MINUTE, ...MINUTES_10_TO_20 },
    { kind: 'webhooks', match: {}, byMs: MINUTE, fromMs: 25 * MINUTE, toMs: 30 * MINUTE },
  ],
};

/** One provider's payment window opens and never comes back. Nobody is told of a failure: it goes quiet behind `started`. */
export const WINDOW_HANGS: Scenario = {
  id: 'window-hangs',
  label: { ko: '결제창 멈춤', en: 'The payment window hangs' },
  effects: [{ kind: 'hang', match: { stage: 'window', provider: 'kg-inicis' }, fromMs: 10 * MINUTE, toMs: 30 * MINUTE }],
};

/** Customers of one provider close its window without a word, some before it has drawn anything, more while they authenticate. */
export const WINDOWS_CLOSED: Scenario = {
  id: 'windows-closed',
  label: { ko: '결제창을 닫는 고객', en: 'Customers close the window' },
  effects: [
    { kind: 'leaving', match: { stage: 'window', provider: 'nhn-kcp' }, rate: 0.15, fromMs: 10 * MINUTE, toMs: 30 * MINUTE },
    { kind: 'leaving', match: { stage: 'authentication', provider: 'nhn-kcp' }, rate: 0.35, fromMs: 10 * MINUTE, toMs: 30 * MINUTE },
  ],
};
