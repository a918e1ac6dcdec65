import type { IncidentAnswer } from '@tillwatch/contract';
import type { IncidentKind } from '@tillwatch/domain';
import { alertNumbersTexts, alertRate } from './alert-numbers.js';
import { contrastSentence, contrastState, contrastText, errorShare, impactText, likelyCause, otherFailures } from './incident-evidence.js';
import {
  incidentAge,
  incidentCounts,
  incidentHeadline,
  incidentOwner,
  incidentRate,
  incidentSentence,
  incidentUsual,
} from './incident-sentence.js';

const IE = { ko: 'IE 10 이하', en: 'IE ≤ 10' };
const INICIS = { ko: 'KG이니시스', en: 'KG Inicis' };
const besides: IncidentAnswer['contrasts'] = [
  {
    ...{ dimension: 'browser', dimensionLabel: { ko: '브라우저', en: 'Browser' } },
    ...{ segment: { provider: 'kg-inicis' }, labels: [INICIS], total: 1_092, failed: 95, usual: 0.088 },
  },
  {
    ...{ dimension: 'provider', dimensionLabel: { ko: '결제사', en: 'Provider' } },
    ...{ segment: { browser: 'ie~lte:10' }, labels: [IE], total: 143, failed: 14, usual: 0.095 },
  },
];
const incident: IncidentAnswer = {
  ...{ id: 'INC-2041', version: 3, kind: 'failure_rate', class: null, severity: 'critical', status: 'triggered' },
  ...{ reason: 'evidence_conclusive', recovering: false, journey: 'checkout', journeyLabel: { ko: '결제', en: 'Checkout' } },
  ...{ stage: 'authentication', stageLabel: { ko: '인증', en: 'Authentication' }, stages: [] },
  ...{ startedAt: '2025-11-22T05:03:20Z', openedAt: '2025-11-22T05:03:41Z', resolvedAt: null },
  cause: [{ segment: { browser: 'ie~lte:10', provider: 'kg-inicis' }, labels: [IE, INICIS], extraShare: 0.93, trafficShare: 0.02 }],
  ...{ total: 212, failed: 66, rate: 66 / 212, low: 0.25, high: 0.38, excess: 47, perMinute: 4.2 },
  ...{ baseline: { rate: 0.09, low: 0.07, high: 0.11, source: 'learned', learning: false }, contrasts: besides, detailed: null },
  errors: [{ category: 'popup_blocked', label: { ko: '인증 팝업 차단', en: 'popup blocked' }, code: 'P1', failed: 48 }],
  ...{ merchants: { count: 38, top: [] }, money: null, pages: true, maintenance: null, acknowledgedBy: null, acknowledgedAt: null },
  ...{ snoozedUntil: null, resolvedBy: null, wrongAlarm: false },
};
const ko = { language: 'ko', timeZone: 'Asia/Seoul' } as const;
const en = { language: 'en', timeZone: 'Asia/Seoul' } as const;

describe('the sentence of an incident', () => {
  it('says where, what, how bad against usual, how many and since when', () => {
    expect(incidentSentence(incident, ko)).toBe(
      '[심각] IE 10 이하 × KG이니시스 · 인증 단계 실패 급증 · 31% · 평소 9% · 212건 중 66건 실패 · 14:03:20부터',
    );
    expect(incidentSentence(incident, en)).toBe(
      '[Critical] IE ≤ 10 × KG Inicis · Authentication failures up · 31% · usual 9% · 66 of 212 failed · since 14:03:20 KST',
    );
  });

  it.each<[IncidentKind, string, string]>([
    [
      'drop_off',
      '인증 단계 이탈 급증 · 31% · 평소 9% · 212건 중 66건 이탈',
      'Authentication drop-off up · 31% · usual 9% · 66 of 212 left',
    ],
    [
      'stalled',
      '인증 단계 응답 없음 · 31% · 평소 9% · 212건 중 66건이 평소보다 오래 대기',
      'Authentication: no result · 31% · usual 9% · 66 of 212 waiting longer than usual',
    ],
    [
      'volume',
      '인증 단계 시도 급감 · 결제 시도가 평소의 69%: 예상 212건 중 146건',
      'Authentication: attempts down · attempts at 69% of usual: 146 of 212 expected',
    ],
    ['latency', '인증 단계 지연 · 31% · 평소 9% · 212건 중 66건 지연', 'Authentication slow · 31% · usual 9% · 66 of 212 slow'],
    ['monitor', '감시 중단', 'Monitoring is down'],
    ['definition', '지표 정의 문제', 'metric definition broken'],
  ])('has its own words for %s', (kind, korean, english) => {
    const other = { ...incident, kind };
    expect(incidentSentence(other, ko)).toBe(`[심각] IE 10 이하 × KG이니시스 · ${korean} · 14:03:20부터`);
    expect(incidentSentence(other, en)).toBe(`[Critical] IE ≤ 10 × KG Inicis · ${english} · since 14:03:20 KST`);
  });

  it('tells refusals from failures, everything from a part, and one cause from several', () => {
    expect(incidentHeadline({ ...incident, class: 'declined' }, 'ko').trouble).toBe('인증 단계 거절 급증');
    const [cause] = incident.cause;
    const all = { segment: {}, labels: [], extraShare: 1, trafficShare: 1 };
    expect(incidentHeadline({ ...incident, cause: [all] }, 'ko')).toEqual({ condition: null, trouble: '인증 단계 실패 급증' });
    expect(incidentHeadline({ ...incident, cause: cause ? [cause, cause] : [] }, 'en').condition).toBe('IE ≤ 10 × KG Inicis and 1 more');
  });

  it('gives no percentage on a handful, and says that the usual is being learnt', () => {
    const few = { ...incident, total: 8, failed: 6, baseline: { ...incident.baseline, learning: true } };
    expect(incidentSentence(few, ko)).toContain('급증 · 평소 9% (배우는 중) · 8건 중 6건 실패');
    expect(incidentUsual(few, 'en')).toBe('usual 9% (learning)');
  });

  it('says who is on it, how long it lasted and what became of it', () => {
    expect(incidentOwner(incident, ko)).toBe('미확인');
    const expired = { ...incident, reason: 'acknowledgement_expired' } as const;
    expect(incidentOwner(expired, ko)).toBe('확인 만료 · 계속 보고 있나요?');
    expect(incidentOwner(expired, en)).toBe('Acknowledgement expired · still on it?');
    const taken = { ...incident, status: 'acknowledged', acknowledgedBy: '김지원', acknowledgedAt: '2025-11-22T05:05:00Z' } as const;
    expect(incidentOwner({ ...taken, recovering: true }, ko)).toBe('확인됨 · 김지원 14:05 · 회복 관찰 중');
    expect(incidentAge(incident, Date.parse('2025-11-22T05:07:31Z'), 'ko')).toBe('4분 11초째');
    const over = { ...incident, status: 'resolved', resolvedAt: '2025-11-22T05:19:20Z' } as const;
    expect(incidentSentence(over, ko)).toContain('[해결됨]');
    expect(incidentSentence(over, ko)).toContain('14:03:20~14:19:20(16분)');
    expect(incidentAge(over, 0, 'en')).toBe('lasted 16 min');
    expect(incidentSentence({ ...over, wrongAlarm: true }, ko)).toContain('[오탐]');
  });
});

it('tells the same numbers as the alert on a wall does, whatever goes wrong', () => {
  const { rate, low, high, learning } = incident.baseline;
  for (const [kind, total, failed] of [
    ['volume', 320, 198],
    ['volume', 8, 6],
    ['failure_rate', 212, 66],
    ['stalled', 40, 37],
  ] as const) {
    const counted = { ...incident, kind, total, failed, rate: failed / total };
    const alert = { kind, total, failed, usual: { rate, low, high, learning } };
    for (const language of ['ko', 'en'] as const) {
      expect(incidentRate(counted, language)).toEqual(alertRate(alert, language));
      const numbers = (text: string): string[] => text.match(/\d+%?/g) ?? [];
      const onWall = numbers(alertNumbersTexts(alert, language).join(' '));
      const onPage = numbers(incidentSentence(counted, { language, timeZone: 'Asia/Seoul' }));
      expect(onPage).toEqual(expect.arrayContaining(onWall));
    }
  }
  expect(incidentUsual({ ...incident, kind: 'volume' }, 'ko')).toBe('평소 결제 시도 대비');
  expect(incidentCounts({ ...incident, kind: 'volume' }, 'en')).toBe('146 of 212 expected');
});

describe('the evidence of an incident', () => {
  it('shares failures out over what the errors were counted of, and says what is left', () => {
    const [popup] = incident.errors;
    if (popup === undefined) throw new Error('no error');
    expect([errorShare(popup, incident, 'ko'), otherFailures(incident)]).toEqual(['73%', 18]);
    const older = { ...incident, detailed: { from: incident.startedAt, until: incident.openedAt, total: 200, failed: 60 } };
    expect([errorShare(popup, older, 'ko'), otherFailures(older)]).toEqual(['80%', 12]);
    expect(otherFailures({ ...older, kind: 'drop_off' })).toBe(0);
    expect(otherFailures({ ...older, errors: [{ ...popup, failed: 61 }] })).toBe(0);
  });

  it('claims that conditions only matter together where every contrast is as usual', () => {
    expect(contrastSentence(incident, 'ko')).toBe('KG이니시스 전체나 IE 10 이하 전체가 아니라 두 조건이 겹칠 때만 올랐습니다.');
    expect(contrastSentence(incident, 'en')).toBe('Only this combination rose: KG Inicis as a whole and IE ≤ 10 as a whole are as usual.');
    expect(contrastText(besides[0] as (typeof besides)[number], 'en')).toBe('Other browsers × KG Inicis');
  });

  it("says the limit of a static rule, which is nobody's usual", () => {
    const limit: IncidentAnswer['baseline'] = { rate: 0.2, low: 0.2, high: 0.2, source: 'limit', learning: false };
    const over = { ...incident, cause: [], baseline: limit };
    expect(incidentHeadline(over, 'ko').trouble).toBe('인증 단계 실패 한도 초과');
    expect(incidentHeadline(over, 'en').trouble).toBe('Authentication failures over the limit');
    expect(incidentUsual(over, 'ko')).toBe('한도 20%');
    expect(incidentUsual(over, 'en')).toBe('limit 20%');
  });

  it('does not claim it where a contrast is raised, small or missing', () => {
    const with0 = (changes: object) => ({ ...incident, contrasts: besides.map((one, i) => (i === 0 ? { ...one, ...changes } : one)) });
    expect(contrastSentence(with0({ failed: 190 }), 'ko')).toBe('다른 브라우저 × KG이니시스도 올랐습니다.');
    expect(contrastSentence(with0({ total: 20, failed: 2 }), 'ko')).toContain('아직 모릅니다');
    expect(contrastSentence({ ...incident, contrasts: besides.slice(1) }, 'en')).toContain('Too few attempts elsewhere');
    expect(contrastSentence({ ...incident, contrasts: [] }, 'ko')).toBeNull();
    expect(contrastState({ ...(besides[0] as (typeof besides)[number]), failed: 190 }, incident)).toBe('raised');
  });

  it('names one condition alone', () => {
    const one = { ...incident, cause: [{ segment: {}, labels: [INICIS], extraShare: 1, trafficShare: 0.3 }] };
    const beside = besides.slice(1).map((contrast) => ({ ...contrast, labels: [] }));
    expect(contrastSentence({ ...one, contrasts: beside }, 'ko')).toBe('KG이니시스에서만 올랐습니다. 다른 결제사는 평소와 같습니다.');
  });

  it('invents no cause', () => {
    expect(likelyCause(incident, 'ko')).toBe('인증 팝업 차단 · 실패 66건 중 48건');
    expect(likelyCause({ ...incident, errors: [] }, 'en')).toBe('Unknown');
    expect(likelyCause({ ...incident, kind: 'stalled' }, 'en')).toBe('Unknown');
    expect(likelyCause({ ...incident, failed: 400 }, 'ko')).toBe('모름');
  });

  it('takes codes of one kind of error together', () => {
    const [first] = incident.errors;
    if (!first) throw new Error('an incident without errors');
    const errors = [9, 8, 7].map((failed, i) => ({ ...first, code: `C${i}`, failed }));
    expect(likelyCause({ ...incident, errors }, 'ko')).toBe('인증 팝업 차단 · 실패 66건 중 24건');
  });

  it('names the step where nothing narrower rose', () => {
    const stage = {
      dimension: 'stage',
      dimensionLabel: { ko: '단계', en: 'Step' },
      segment: {},
      labels: [],
      total: 1_439,
      failed: 9,
      usual: 0.0068,
    };
    const stages = [{ id: 'authentication', label: { ko: '인증', en: 'Authentication' } }];
    const whole = { ...incident, stages, cause: [{ segment: {}, labels: [], extraShare: 1, trafficShare: 1 }], contrasts: [stage] };
    expect(contrastSentence(whole, 'ko')).toBe('인증 단계에서만 올랐습니다. 다른 단계는 평소와 같습니다.');
    expect(contrastSentence(whole, 'en')).toBe('Only the authentication step rose; other steps are as usual.');
  });

  it('counts who is hit', () => {
    expect(impactText(incident, 'ko')).toBe('가맹점 38곳 · 분당 약 4건 더 실패');
    expect(impactText({ ...incident, perMinute: 0.3, merchants: { count: 1, top: [] } }, 'en')).toBe(
      '1 merchant · less than 1 extra failure a minute',
    );
    expect(impactText({ ...incident, kind: 'volume', merchants: { count: 0, top: [] } }, 'ko')).toBe('분당 약 4건 적음');
    expect(impactText({ ...incident, status: 'resolved' }, 'en')).toBe('38 merchants · 47 extra failures in all');
  });
});
