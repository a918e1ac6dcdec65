import type { Incident, IncidentChange } from '@tillwatch/domain';
import type { SimulatedInstallation } from '@tillwatch/replay';
import { incidentAnswer } from '@tillwatch/views';
import { incidentSentence, type Language } from '@tillwatch/wording';
import { CATALOGUE } from '../scenarios/run.js';
import { installationWith, isOldIeAtInicis, pastOf, secondsOf, sendSecond, type Authentication } from './origin-shop.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
/** A Tuesday, 14:00 in Seoul. */
const START = Date.UTC(2026, 0, 13, 5);
/** When the slice jumps from 9 % to 31 %, in seconds. */
const JUMP = 120;
const AUTHENTICATION = { journey: 'checkout', stage: 'authentication' };

/** What an installation was sent and what it told. */
interface Lived {
  readonly customers: Authentication[];
  readonly changes: IncidentChange[];
}

function liveThrough(installation: SimulatedInstallation, seconds: Iterable<Authentication[]>): Lived {
  const lived: Lived = { customers: [], changes: [] };
  let now = START;
  for (const customers of seconds) {
    now += SECOND;
    sendSecond(installation, customers, now);
    lived.customers.push(...customers);
    lived.changes.push(...installation.tick(now));
  }
  return lived;
}

const sentence = (incident: Incident, language: Language): string =>
  incidentSentence(incidentAnswer(incident, CATALOGUE), { language, timeZone: 'Asia/Seoul' });

describe('IE 10 and older at KG Inicis jump from 9 % to 31 % at the authentication', () => {
  const seconds = 720;
  let lived: Lived;
  let incident: Incident;
  beforeAll(async () => {
    const installation = await installationWith(pastOf({ end: START - HOUR, days: 4, isHit: false, seed: 98_001 }), START);
    lived = liveThrough(installation, secondsOf({ start: START, seconds, hitFrom: JUMP, seed: 98_002 }));
    const known = installation.incidents.incidents(START + seconds * SECOND);
    expect(known).toHaveLength(1);
    incident = known[0] as Incident;
  }, 120_000);

  it('is one incident whose cause is exactly that slice, told within minutes', () => {
    const opened = lived.changes.filter(({ type }) => type === 'opened');
    expect(opened.map((change) => change.incident.id)).toEqual([incident.id]);
    expect(incident).toMatchObject({ kind: 'failure_rate', stages: ['authentication'] });
    expect(incident.cause.map(({ segment }) => segment)).toEqual([{ browser_version: 'ie~lte:10', provider: 'kg-inicis' }]);
    // One outcome a second: ln(30,000 days x 86,400 x 1) / KL(31 % : 9 %) is 2 min.
    const delay = ((opened[0]?.at ?? Infinity) - START) / SECOND - JUMP;
    expect(delay).toBeGreaterThan(0);
    expect(delay).toBeLessThan(300);
  });

  it('is told to have begun within ten seconds of the truth, once the last look at it is three minutes old', () => {
    expect(START + seconds * SECOND - incident.openedAt).toBeGreaterThan(180 * SECOND);
    expect(Math.abs((incident.startedAt - START) / SECOND - JUMP)).toBeLessThanOrEqual(10);
  });

  it('counts what was sent of the slice since then', () => {
    const { startedAt } = incident;
    const slice = lived.customers.filter(({ kind, at }) => isOldIeAtInicis(kind) && at >= startedAt);
    const failed = slice.filter((each) => each.failed).length;
    expect({ total: incident.total, failed: incident.failed }).toEqual({ total: slice.length, failed });
  });

  it('says so in its first sentence, in Korean and in English', () => {
    expect(sentence(incident, 'ko')).toBe(
      '[심각] IE 10 이하 × KG이니시스 · 인증 단계 실패 급증 · 32% · 평소 9% · 537건 중 171건 실패 · 14:02:10부터',
    );
    expect(sentence(incident, 'en')).toBe(
      '[Critical] IE 10 or older × KG Inicis · Authentication failures up · 32% · usual 9% · 171 of 537 failed · since 14:02:10 KST',
    );
  });
});

describe('the same slice at 31 % from the first day of a month on', () => {
  it('is no incident: it is what is usual there', async () => {
    const installation = await installationWith(pastOf({ end: START - HOUR, days: 30, isHit: true, seed: 98_101 }), START);
    const { customers, changes } = liveThrough(installation, secondsOf({ start: START, seconds: 900, hitFrom: 0, seed: 98_102 }));
    const slice = customers.filter(({ kind }) => isOldIeAtInicis(kind));
    expect(slice.filter(({ failed }) => failed).length / slice.length).toBeCloseTo(0.31, 1);
    expect(changes).toEqual([]);
    const judged = installation.judgedOf(AUTHENTICATION, { provider: 'kg-inicis', browser_version: 'ie/10' });
    expect(judged?.verdict).toMatchObject({ state: 'normal', usual: { learning: false } });
    expect(judged?.verdict.usual?.rate).toBeCloseTo(0.31, 1);
  }, 120_000);
});
