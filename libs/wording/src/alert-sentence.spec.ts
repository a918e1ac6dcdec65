import { WHOLE_ATTEMPT } from '@tillwatch/domain';
import { alertMultipleText, alertRateText } from './alert-numbers.js';
import { alertFactsText, alertPlace, alertSentence, countedText, type AlertFacts } from './alert-sentence.js';

const alert: AlertFacts = {
  segmentLabels: [
    { ko: 'IE 10 이하', en: 'IE ≤ 10' },
    { ko: 'KG이니시스', en: 'KG Inicis' },
  ],
  stage: 'authentication',
  stageLabel: { ko: '인증', en: 'Authentication' },
  kind: 'failure_rate',
  state: 'critical',
  total: 212,
  failed: 66,
  usual: { rate: 0.09, low: 0.07, high: 0.11, learning: false },
  since: Date.parse('2025-11-22T05:03:20Z'),
  recoveredAt: null,
};
const ko = { language: 'ko', timeZone: 'Asia/Seoul' } as const;
const en = { language: 'en', timeZone: 'Asia/Seoul' } as const;

describe('the sentence of an alert', () => {
  it('says where, how bad against usual, how many and since when', () => {
    expect(alertSentence(alert, ko)).toBe('[심각] IE 10 이하 × KG이니시스 · 인증 단계 · 31% · 평소 9% · 212건 중 66건 · 14:03:20부터');
    expect(alertSentence(alert, en)).toBe(
      '[Critical] IE ≤ 10 × KG Inicis · Authentication step · 31% · usual 9% · 66 of 212 · since 14:03:20 KST',
    );
  });

  it('has a headline of two lines for a wall', () => {
    expect(alertPlace(alert, 'ko')).toEqual({ condition: 'IE 10 이하 × KG이니시스', stage: '인증 단계' });
    expect(alertFactsText(alert, ko)).toBe('31% · 평소 9% · 212건 중 66건 · 14:03:20부터');
  });

  it('says the limit of a static rule, and not how many times the usual it is', () => {
    const over = { ...alert, segmentLabels: [], usual: { ...alert.usual, rate: 0.2 }, byLimit: true };
    expect(alertFactsText(over, ko)).toBe('31% · 한도 20% · 212건 중 66건 · 14:03:20부터');
    expect(alertFactsText(over, en)).toContain('31% · limit 20% · 66 of 212');
    expect(alertMultipleText({ ...over, failed: 106 }, 'ko')).toBe('');
  });

  it('names the stage alone where everything at it fails', () => {
    const whole = { ...alert, segmentLabels: [], state: 'warning' } as const;
    expect(alertPlace(whole, 'en')).toEqual({ condition: null, stage: 'Authentication step' });
    expect(alertSentence(whole, ko)).toBe('[주의] 인증 단계 · 31% · 평소 9% · 212건 중 66건 · 14:03:20부터');
  });

  it('says from when to when once it is over', () => {
    const over = { ...alert, state: 'recovering', recoveredAt: alert.since + 945_000 } as const;
    expect(alertSentence(over, ko)).toContain('[회복] IE 10 이하 × KG이니시스');
    expect(alertSentence(over, ko)).toContain('14:03:20~14:19:05(15분)');
    expect(alertSentence(over, en)).toContain('14:03:20–14:19:05 (15 min) KST');
  });

  it('gives no percentage on a handful of attempts', () => {
    expect(alertFactsText({ ...alert, total: 8, failed: 6 }, ko)).toBe('8건 중 6건 · 평소 9% · 14:03:20부터');
  });

  it('calls whole attempts no step', () => {
    const provider = {
      ...alert,
      segmentLabels: alert.segmentLabels.slice(1),
      stage: WHOLE_ATTEMPT,
      stageLabel: { ko: '시도', en: 'Attempts' },
    };
    expect(alertPlace(provider, 'ko')).toEqual({ condition: 'KG이니시스', stage: '전체 시도' });
    expect(alertPlace({ ...provider, segmentLabels: [] }, 'en')).toEqual({ condition: null, stage: 'All attempts' });
    expect(alertSentence(provider, ko)).toBe('[심각] KG이니시스 · 전체 시도 · 31% · 평소 9% · 212건 중 66건 · 14:03:20부터');
    expect(alertSentence(provider, en)).toBe('[Critical] KG Inicis · All attempts · 31% · usual 9% · 66 of 212 · since 14:03:20 KST');
    expect([countedText(provider, 'en'), countedText(alert, 'en')]).toEqual(['All attempts', 'Authentication']);
  });
});

describe('the sentence of what is not about failures', () => {
  const facts = (changes: Partial<AlertFacts>, reader: typeof ko | typeof en) => alertFactsText({ ...alert, ...changes }, reader);

  it('says that people leave', () => {
    expect(facts({ kind: 'drop_off' }, ko)).toBe('이탈 31% · 평소 9% · 212건 중 66건 · 14:03:20부터');
    expect(facts({ kind: 'drop_off', total: 8, failed: 6 }, en)).toBe('drop-off 6 of 8 · usual 9% · since 14:03:20');
  });

  it('says how little comes of what was to be expected', () => {
    const few = { kind: 'volume', total: 240, failed: 211 } as const;
    expect(facts(few, ko)).toBe('결제 시도가 평소의 12%: 예상 240건 중 29건 · 14:03:20부터');
    expect(facts(few, en)).toBe('attempts at 12% of usual: 29 of 240 expected · since 14:03:20');
    expect(facts({ ...few, total: 8, failed: 8 }, ko)).toBe('시도 급감: 예상 8건 중 0건 · 14:03:20부터');
    expect(alertRateText({ ...few }, 'ko')).toBe('12%');
  });

  it('says that answers are slow', () => {
    expect(facts({ kind: 'latency' }, ko)).toBe('지연: 212건 중 66건이 평소보다 느림 · 평소 9% · 14:03:20부터');
    expect(facts({ kind: 'latency' }, en)).toBe('slow: 66 of 212 slower than usual · usual 9% · since 14:03:20');
  });
});

describe('how many times the usual', () => {
  it('is told from twice on, and not of a handful or where nothing was usual', () => {
    expect([alertMultipleText(alert, 'ko'), alertMultipleText(alert, 'en')]).toEqual(['3.5배', '3.5×']);
    const usual = (rate: number) => ({ ...alert.usual, rate });
    expect(alertMultipleText({ ...alert, usual: usual(0.02) }, 'ko')).toBe('16배');
    expect(alertMultipleText({ ...alert, usual: usual(0.2) }, 'ko')).toBe('');
    expect(alertMultipleText({ ...alert, usual: usual(0) }, 'ko')).toBe('');
    expect(alertMultipleText({ ...alert, total: 8, failed: 6 }, 'ko')).toBe('');
  });
});

describe('the sentence of what stalls', () => {
  const stalled: AlertFacts = {
    ...alert,
    ...{ kind: 'stalled', stage: 'window', stageLabel: { ko: '결제창', en: 'Window' }, segmentLabels: alert.segmentLabels.slice(1) },
    ...{ total: 40, failed: 37, usual: { rate: 0.05, low: 0.03, high: 0.08, learning: false } },
  };

  it('says that no result comes, how many wait of how many, what is usual and since when', () => {
    expect(alertFactsText(stalled, ko)).toBe('응답 없음: 40건 중 37건이 평소보다 오래 대기 · 평소 5% · 14:03:20부터');
    expect(alertFactsText(stalled, en)).toBe('no result: 37 of 40 waiting longer than usual · usual 5% · since 14:03:20');
    expect(alertSentence(stalled, ko)).toBe(
      '[심각] KG이니시스 · 결제창 단계 · 응답 없음: 40건 중 37건이 평소보다 오래 대기 · 평소 5% · 14:03:20부터',
    );
    expect(alertSentence(stalled, en)).toBe(
      '[Critical] KG Inicis · Window step · no result: 37 of 40 waiting longer than usual · usual 5% · since 14:03:20 KST',
    );
  });

  it('says from when to when once results come again', () => {
    const over = { ...stalled, state: 'recovering', recoveredAt: stalled.since + 945_000 } as const;
    expect(alertSentence(over, ko)).toBe(
      '[회복] KG이니시스 · 결제창 단계 · 응답 없음: 40건 중 37건이 평소보다 오래 대기 · 평소 5% · 14:03:20~14:19:05(15분)',
    );
  });

  it('gives its counts however few they are', () => {
    expect(alertFactsText({ ...stalled, total: 6, failed: 6 }, en)).toBe(
      'no result: 6 of 6 waiting longer than usual · usual 5% · since 14:03:20',
    );
  });
});
