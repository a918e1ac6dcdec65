import type { IncidentAnswer } from '@tillwatch/contract';
import type { Language, StatementNumbers } from '@tillwatch/wording';
import type { Delivery } from '../channel.js';
import { noIncident } from '../no-incident.js';
import { describeIncident, opening } from '../notifications.spec-data.js';
import { testDelivery } from '../test-delivery.js';

/** When the trouble of the messages began (ms since the epoch): 14:03:20 in Seoul. */
const BEGAN = Date.UTC(2026, 10, 22, 5, 3, 20);
const at = (seconds: number): string => new Date(BEGAN + seconds * 1_000).toISOString();

/** What lets whoever reads a message in for twelve hours, as long as it is. */
export const TOKEN = `tl_4k2mz81q0c_${'0123456789'.repeat(4)}`;
const LINK = `https://watch.example.com/i/TXBK8XHK?token=${TOKEN}`;
const ALL_LINK = `https://watch.example.com/incidents?token=${TOKEN}`;
const IE = { ko: 'IE 10 이하', en: 'IE 10 or older' };
const INICIS = { ko: 'KG이니시스', en: 'KG Inicis' };
const AUTHENTICATION = { ko: '인증', en: 'Authentication' };

/** IE 10 and older fail at one provider's authentication: what the product was made for. */
const spike: IncidentAnswer = {
  ...describeIncident(opening().incident),
  ...{
    id: 'TXBK8XHK',
    journeyLabel: { ko: '결제', en: 'Checkout' },
    startedAt: at(0),
    openedAt: at(40),
    total: 212,
    failed: 66,
    rate: 66 / 212,
  },
  ...{ low: 0.253, high: 0.377, stageLabel: AUTHENTICATION, stages: [{ id: 'authentication', label: AUTHENTICATION }] },
  cause: [{ segment: { browser_version: 'ie~lte:10', provider: 'kg-inicis' }, labels: [IE, INICIS], extraShare: 0.93, trafficShare: 0.02 }],
  contrasts: [
    {
      ...{ dimension: 'browser_version', dimensionLabel: { ko: '브라우저', en: 'Browser' }, segment: { provider: 'kg-inicis' } },
      ...{ labels: [INICIS], total: 1_092, failed: 95, usual: 0.088 },
    },
    {
      ...{ dimension: 'provider', dimensionLabel: { ko: '결제사', en: 'Provider' }, segment: { browser_version: 'ie~lte:10' } },
      ...{ labels: [IE], total: 143, failed: 14, usual: 0.095 },
    },
  ],
  errors: [{ category: 'window_blocked', label: { ko: '결제창 차단', en: 'Payment window blocked' }, code: 'PW-310', failed: 48 }],
  merchants: { count: 38, top: [] },
  money: { currency: 'KRW', low: 1_240_000, high: 3_420_000, perHour: 2_180_000, unpriced: 0 },
};

const worse = { total: 341, failed: 119, rate: 119 / 341, low: 0.3, high: 0.401, perMinute: 9.8, merchants: { count: 51, top: [] } };
const grown: IncidentAnswer = {
  ...{ ...spike, ...worse },
  errors: spike.errors.map((error) => ({ ...error, failed: 87 })),
  money: { currency: 'KRW', low: 2_260_000, high: 6_150_000, perHour: 5_080_000, unpriced: 0 },
};
const acknowledged = { status: 'acknowledged', acknowledgedBy: '김지원', acknowledgedAt: at(130) } as const;
const over: IncidentAnswer = {
  ...{ ...grown, ...acknowledged, status: 'resolved', reason: 'back_to_usual', resolvedAt: at(945) },
  ...{ total: 1_204, failed: 351, rate: 351 / 1_204, excess: 243 },
  errors: spike.errors.map((error) => ({ ...error, failed: 262 })),
};

const whole = [{ segment: {}, labels: [], extraShare: 1, trafficShare: 1 }];
const missed = { total: 2, failed: 2, rate: 1, excess: 2, perMinute: 1, contrasts: [], errors: [], money: null };
const blind: IncidentAnswer = {
  ...{
    ...spike,
    ...missed,
    id: 'BL1ND000',
    kind: 'monitor',
    stage: 'self-test',
    stages: [],
    cause: whole,
    merchants: { count: 0, top: [] },
  },
  ...{ journeyLabel: { ko: '감시', en: 'Monitoring' }, stageLabel: { ko: '감시', en: 'Monitoring' } },
};

type Message = Pick<Delivery, 'kind' | 'incident' | 'digest'>;

/** What happens, in the order it is told in, and the message about it. */
const SITUATIONS: readonly (readonly [string, (language: Language) => Message])[] = [
  ['It begins', () => ({ kind: 'opened', incident: spike })],
  ['It gets worse', () => ({ kind: 'worse', incident: grown })],
  ['Nobody takes it', () => ({ kind: 'escalated', incident: grown })],
  ['Somebody takes it', () => ({ kind: 'acknowledged', incident: { ...grown, ...acknowledged } })],
  ['It is over', () => ({ kind: 'resolved', incident: over })],
  [
    'It was a false alarm',
    () => ({ kind: 'wrong_alarm', incident: { ...over, reason: 'wrong_alarm', wrongAlarm: true, resolvedBy: '김지원' } }),
  ],
  [
    'Many at once, beyond the budget of the channel',
    (language) => ({
      ...{ kind: 'digest', incident: spike },
      digest: {
        ...{ count: 37, critical: 4, budget: { messages: 30, perMs: 600_000 } },
        groups: [
          { label: INICIS[language], count: 29 },
          { label: { ko: '네이버페이', en: 'Naver Pay' }[language], count: 8 },
        ],
      },
    }),
  ],
  ['The monitor is blind', () => ({ kind: 'opened', incident: blind })],
  [
    'The monitor sees again',
    () => ({ kind: 'resolved', incident: { ...blind, status: 'resolved', reason: 'monitor_back', resolvedAt: at(372) } }),
  ],
];

/** A day of alerts as one would have it, and one on which something was lost. */
const STATEMENTS: readonly (readonly [string, StatementNumbers])[] = [
  [
    'What became of yesterday’s alerts',
    {
      ...{ from: Date.UTC(2026, 10, 20, 15), decided: 14, sent: 13, superseded: 1, dead: 0, waiting: 0 },
      ...{ held: { unchanged: 180, quiet_hours: 12, inhibited: 4, snoozed: 1 }, delay: { of: 13, p50: 310, p95: 940 } },
    },
  ],
  [
    'A day on which an alert was lost',
    {
      ...{ from: Date.UTC(2026, 10, 20, 15), decided: 1, sent: 0, superseded: 0, dead: 1, waiting: 0 },
      ...{ held: {}, delay: null },
    },
  ],
];

/** One delivery for each situation, and the test of a channel. */
export function situationsIn(language: Language): (readonly [string, Delivery])[] {
  const all = SITUATIONS.map(([name, message], n): readonly [string, Delivery] => {
    const { kind, incident, digest } = message(language);
    const reference = kind === 'opened' || kind === 'digest' ? null : 'the first one';
    const own = { language, timeZone: 'Asia/Seoul', reference, at: BEGAN + 60_000, key: `${incident.id}-${String(n)}-ops` };
    return [name, { ...own, kind, incident, link: digest === undefined ? LINK : ALL_LINK, ...(digest === undefined ? {} : { digest }) }];
  });
  const own = { language, timeZone: 'Asia/Seoul', link: 'https://watch.example.com/alerts' };
  const stated = STATEMENTS.map(([name, statement]): readonly [string, Delivery] => {
    const incident = noIncident('statement-ops', { ko: '', en: '' }, { at: BEGAN, isOver: statement.dead === 0 });
    return [name, { ...own, kind: 'statement', key: 'statement-ops', at: BEGAN, incident, reference: null, statement }];
  });
  return [...all, ...stated, ['A test of the channel', testDelivery({ ...own, key: 'test' }, BEGAN)]];
}
