import { alertFactsText, alertPlace, alertSentence, type AlertFacts } from './alert-sentence.js';

const alert: AlertFacts = {
  segmentLabels: [
    { ko: 'IE 10 이하', en: 'IE ≤ 10' },
    { ko: 'KG이니시스', en: 'KG Inicis' },
  ],
  stageLabel: { ko: '인증', en: 'Authentication' },
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
});
