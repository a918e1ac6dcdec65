import type { Effect, Match, Scenario } from './scenario.js';
import type { Reason } from '../shop/reasons.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** From the end of one trouble to the end of the next. */
const EVERY_MS = 13 * MINUTE;
/** The first trouble begins when a newcomer has looked around, and shows before the third minute is over. */
const FIRST_AT_MS = 50 * SECOND;

interface Trouble {
  readonly match: Match;
  readonly rate: number;
  readonly reason: Reason;
  readonly lastsMs: number;
}

/** Each shows on another part of the wall: a provider, a page, a method, a browser, an issuer, a wallet. */
const TROUBLES: readonly Trouble[] = [
  { match: { stage: 'authorisation', provider: 'kg-inicis' }, rate: 0.7, reason: 'issuer_unavailable', lastsMs: 110 * SECOND },
  { match: { stage: 'window', webview: 'kakaotalk' }, rate: 0.8, reason: 'client_error', lastsMs: 3 * MINUTE },
  { match: { stage: 'authorisation', method: 'transfer' }, rate: 0.6, reason: 'timeout', lastsMs: 4 * MINUTE },
  { match: { stage: 'authentication', provider: 'naverpay' }, rate: 0.6, reason: 'provider_error', lastsMs: 3 * MINUTE },
  { match: { stage: 'authorisation', issuer: 'shinhan' }, rate: 0.5, reason: 'issuer_unavailable', lastsMs: 4 * MINUTE },
  { match: { stage: 'authorisation', provider: 'kakaopay' }, rate: 0.45, reason: 'provider_error', lastsMs: 3 * MINUTE },
];

const effectOf = ({ lastsMs, ...trouble }: Trouble, index: number): Effect => {
  const fromMs = FIRST_AT_MS + index * EVERY_MS;
  return { kind: 'failures', ...trouble, fromMs, toMs: fromMs + lastsMs };
};

/** A quiet shop in which something breaks in the first minute and recovers, and something else every quarter of an hour. */
export const DEMO: Scenario = {
  id: 'demo',
  label: { ko: '데모', en: 'Demo' },
  effects: TROUBLES.map(effectOf),
  repeatEveryMs: TROUBLES.length * EVERY_MS,
};
