import type { IncidentKind } from '@tillwatch/domain';
import type { Customer, Step } from './shop.js';
import { STEPS } from './shop.js';
import type { Course, Fault } from './traffic.js';

/** A cause that is known to be there. */
export interface Truth extends Fault {
  /** Whether it can be found at all, and by what kind of incident. */
  readonly kinds: readonly IncidentKind[];
  /** How else its rows may be said: something that nothing can tell apart from them. */
  readonly stepsMayDiffer?: true;
}

/** A course of things with its known causes. */
export interface Scenario extends Omit<Course, 'faults'> {
  readonly id: string;
  readonly truths: readonly Truth[];
}

const is =
  (wanted: Partial<Customer>) =>
  (customer: Customer): boolean =>
    Object.entries(wanted).every(([dimension, value]) => customer[dimension as keyof Customer] === value);
const isOldIe = ({ browser, browser_version: version }: Customer): boolean => browser === 'ie' && Number(version) <= 10;
const failing = (hits: Truth['hits'], step: Step, rate: number): Truth => ({
  ...{ from: 180, to: 600, hits, steps: [step], kinds: ['failure_rate'] },
  rate: () => rate,
});
const inicis = is({ provider: 'kg-inicis' });
const kcp = is({ provider: 'nhn-kcp' });
const one = (id: string, truth: Truth, course: Partial<Course> = {}): Scenario => ({
  ...{ id, perSecond: 20, seconds: 1_000 },
  ...course,
  truths: [truth],
});
const silence = (hits: Truth['hits']): Truth => ({
  from: 180,
  to: 600,
  hits,
  steps: STEPS,
  kinds: ['volume'],
  silent: true,
  stepsMayDiffer: true,
});
const spike = failing(inicis, 'authorisation', 0.3);

/** Everything that is tried. Faults begin after three minutes; seven minutes after their end it is over. */
export const SCENARIOS: readonly Scenario[] = [
  { id: 'calm', perSecond: 20, seconds: 1_800, truths: [] },
  one('spike', spike),
  one(
    'origin',
    { ...failing((customer) => isOldIe(customer) && inicis(customer), 'authentication', 0.31), to: 1_080 },
    { perSecond: 60, seconds: 1_500 },
  ),
  one('ramp', { ...failing(kcp, 'authentication', 0.3), to: 1_200, rate: (elapsed) => Math.min(0.3, elapsed / 2_000) }, { seconds: 1_600 }),
  one('blip of 40 s', { ...failing(is({ provider: 'toss-payments' }), 'authentication', 0.6), to: 220 }, { seconds: 640 }),
  one('low volume', { ...failing(is({ provider: 'danal' }), 'authorisation', 0.6), to: 1_080 }, { perSecond: 6, seconds: 1_700 }),
  one('hidden slice', failing(is({ issuer: 'bc', provider: 'nhn-kcp' }), 'authorisation', 0.45)),
  one('outage at three stages', { ...failing(is({ provider: 'nice' }), 'authentication', 0.5), steps: STEPS }),
  one('silence of a provider', silence(is({ provider: 'nice' }))),
  one(
    'silence of everything',
    silence(() => true),
  ),
  one('hang', { from: 180, to: 600, hits: inicis, steps: ['authentication'], kinds: ['stalled'], hangs: true }),
  one('failures 90 s late', { ...spike, lateBy: 90 }, { seconds: 1_100 }),
  one('duplicates, out of order', spike, { disorder: true }),
  one(
    'flapping',
    { ...failing(kcp, 'authorisation', 0.45), to: 840, rate: (elapsed) => (elapsed % 120 < 60 ? 0.45 : 0) },
    { seconds: 1_700 },
  ),
  {
    ...{ id: 'two causes', perSecond: 20, seconds: 1_000 },
    truths: [spike, { ...failing(is({ browser: 'ie' }), 'authentication', 0.45), from: 240 }],
  },
  // How long things usually take no history says: it is learnt first.
  one(
    'latency',
    { from: 2_400, to: 2_800, hits: kcp, steps: ['authorisation'], kinds: ['latency'], slower: 4 },
    { perSecond: 12, seconds: 3_200 },
  ),
  one(
    'new merchant',
    { ...failing(is({ merchant: 'm_new' }), 'authorisation', 0.6), from: 2_400, to: 2_800 },
    { perSecond: 16, seconds: 3_200, newcomerFrom: 0 },
  ),
  { id: 'campaign ×5', perSecond: 15, seconds: 1_500, truths: [], crowd: (second) => (second >= 300 && second < 780 ? 5 : 1) },
  one('declines of an issuer', { ...failing(is({ issuer: 'lotte' }), 'authorisation', 0.4), failureClass: 'declined' }),
];
