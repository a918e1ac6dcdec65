import type { IncidentAnswer } from '@tillwatch/contract';
import { hasRate, incidentCounts, incidentSentence, type Language } from '@tillwatch/wording';
import fc from 'fast-check';
import { NOTICE_KINDS } from '../notice.js';
import { describeIncident, FOUND_AT, opening } from '../notifications.spec-data.js';
import { FULLNESSES, messageOf, HEADLINE_MOST } from './message.js';
import { incidents } from './random-incidents.spec-data.js';
import { SHORT_TEXTS } from './short-text.js';

const LINK = 'https://watch.example.com/i/INC-1';
const IE = { ko: 'IE 10 이하', en: 'IE ≤ 10' };
const INICIS = { ko: 'KG이니시스', en: 'KG Inicis' };
const base = describeIncident(opening().incident);
const incident: IncidentAnswer = {
  ...base,
  cause: [{ segment: {}, labels: [IE, INICIS], extraShare: 0.93, trafficShare: 0.02 }],
  errors: [{ category: 'popup_blocked', label: { ko: '인증 팝업 차단', en: 'popup blocked' }, code: 'P1', failed: 48 }],
};
const told = (of: Partial<IncidentAnswer>, language: Language, kind: (typeof NOTICE_KINDS)[number] = 'opened') =>
  messageOf({ kind, incident: { ...incident, ...of }, language, timeZone: 'Asia/Seoul', link: LINK });

describe('what a message says', () => {
  it('is why it comes, the cause first, the counts, the usual and since when, then what else there is to know', () => {
    expect(told({}, 'ko')).toMatchObject({
      news: '새 장애',
      headline: '[심각] IE 10 이하 × KG이니시스 · 인증 단계 실패 급증 · 31% · 평소 9% · 212건 중 66건 실패',
      sentence: '[심각] IE 10 이하 × KG이니시스 · 인증 단계 실패 급증 · 31% · 평소 9% · 212건 중 66건 실패 · 13:59:20부터',
      lines: ['추정 원인: 인증 팝업 차단 · 실패 66건 중 48건', '영향: 가맹점 38곳 · 분당 약 4건 더 실패', '미확인'],
      sms: '[심각] IE 10 이하 × KG이니시스 인증 실패 31%(66/212건, 평소 9%) 13:59~',
    });
    expect(told({}, 'en')).toMatchObject({
      news: 'New incident',
      sentence: '[Critical] IE ≤ 10 × KG Inicis · Authentication failures up · 31% · usual 9% · 66 of 212 failed · since 13:59:20 KST',
      sms: `CRITICAL IE <= 10 x KG Inicis, Authentication failures up, 31% (66/212, usual 9%), since 13:59 KST ${LINK}`,
    });
  });

  it.each([
    ['stalled', '단계 응답 없음 31%(66/212건, 평소 9%)', ': no result, 31% (66/212, usual 9%)'],
    ['volume', '단계 시도 급감 평소의 69%(146/212건)', ': attempts down, 69% of usual (146/212)'],
    ['latency', '단계 지연 31%(66/212건, 평소 9%)', ' slow, 31% (66/212, usual 9%)'],
    ['drop_off', '이탈 31%(66/212건, 평소 9%)', ' drop-off up, 31% (66/212, usual 9%)'],
  ] as const)('in one SMS about %s', (kind, ko, en) => {
    expect(told({ kind }, 'ko').sms).toBe(`[심각] IE 10 이하 × KG이니시스 인증 ${ko} 13:59~`);
    expect(told({ kind }, 'en').sms).toContain(`Authentication${en}, since 13:59 KST`);
  });

  it('about a monitoring that is down has no numbers, and about a handful no percentage', () => {
    const monitor = {
      kind: 'monitor' as const,
      total: 0,
      failed: 0,
      cause: [],
      errors: [],
      merchants: { count: 0, top: [] },
    } satisfies Partial<IncidentAnswer>;
    expect(told(monitor, 'ko')).toMatchObject({
      headline: '[심각] 감시 중단',
      lines: ['결제 상태를 알 수 없습니다.', '미확인'],
      sms: `[심각] 감시 중단 결제 상태를 알 수 없음 13:59~ ${LINK}`,
    });
    expect(told({ total: 8, failed: 6 }, 'ko').sms).toContain('인증 실패 6/8건(평소 9%) 13:59~');
    expect(told({ total: 8, failed: 6 }, 'ko').headline).not.toContain('75%');
  });

  it('in one SMS says why it comes, so that none reads like the one before', () => {
    const taken = { status: 'acknowledged', acknowledgedBy: '김지원', acknowledgedAt: new Date(FOUND_AT).toISOString() } as const;
    const sms = (language: Language) => [
      ...(['opened', 'grew', 'wider', 'escalated', 'unacknowledged'] as const).map((kind) => told({}, language, kind).sms),
      told({ reason: 'acknowledgement_expired' }, language, 'unacknowledged').sms,
      told(taken, language, 'acknowledged').sms,
    ];
    expect(sms('ko').map((text) => text.split('] ')[0])).toEqual([
      ...['[심각', '[심각·더 심해짐', '[심각·원인 바뀜', '[심각·미확인', '[심각·확인 취소', '[심각·확인 만료', '[심각·확인됨 김지원'],
    ]);
    expect(new Set(sms('en')).size).toBe(7);
    expect(told({}, 'en', 'grew').sms).toMatch(/^CRITICAL, GOT WORSE: IE <= 10 x KG Inicis, Authentication failures up, 31%/);
  });

  it('of a wrong alarm says who called it one, and neither whom it hit nor what it cost', () => {
    const over = { status: 'resolved', reason: 'wrong_alarm', wrongAlarm: true, resolvedBy: '김지원' } as const;
    expect(told({ ...over, resolvedAt: new Date(FOUND_AT).toISOString() }, 'ko', 'wrong_alarm')).toMatchObject({
      news: '오탐으로 판정 · 김지원',
      lines: ['뚜렷이 심해지거나 다시 생기지 않으면 더 알리지 않습니다.'],
    });
  });

  it('about what is taken names who, about what is over why and how long it was', () => {
    const taken = { status: 'acknowledged', acknowledgedBy: '김지원', acknowledgedAt: new Date(FOUND_AT).toISOString() } as const;
    const { news, lines } = told(taken, 'ko', 'acknowledged');
    expect(news).toBe('확인됨 · 김지원 14:00');
    expect(lines).not.toContain(news);
    expect(told(taken, 'ko', 'grew').lines).toContain(news);
    const over = { status: 'resolved', reason: 'back_to_usual', resolvedAt: new Date(FOUND_AT + 920_000).toISOString() } as const;
    expect(told(over, 'ko', 'resolved')).toMatchObject({
      news: '해결: 평소 수준으로 돌아왔습니다',
      sms: '[해결됨] IE 10 이하 × KG이니시스 인증 실패 31%(66/212건, 평소 9%) 13:59~14:15(16분)',
    });
  });
});

/** Every number that says how many, as the sentence of all surfaces has it. */
const numbersIn = (text: string): string[] => text.match(/\d+(?:,\d{3})*/g) ?? [];
// eslint-disable-next-line no-control-regex -- these are what is looked for
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/;
const hasUnseen = (text: string): boolean => Array.from(text).some((letter) => UNSEEN.test(letter) && letter.length === 1);
const decoder = new TextDecoder('euc-kr');

/** CP949 by its own reading: each letter of two bytes, found by trying. */
const cp949 = new Set<string>();
for (let lead = 0x81; lead < 0xff; lead += 1)
  for (let trail = 0x41; trail < 0xff; trail += 1) cp949.add(decoder.decode(Uint8Array.of(lead, trail)));

const GSM = /^[@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[\]|€~]*$/;

describe.each(['ko', 'en'] as const)('whatever happens, under whatever names (%s)', (language) => {
  const delivery = (one: IncidentAnswer, kind: (typeof NOTICE_KINDS)[number]) =>
    ({ kind, incident: one, language, timeZone: 'Asia/Seoul', link: LINK }) as const;

  it('a message fits, is of lines, and keeps its counts', () => {
    const holds = (one: IncidentAnswer, kind: (typeof NOTICE_KINDS)[number]): void => {
      const { most, measure } = SHORT_TEXTS[language];
      const { news, headline, sentence, lines, sms } = messageOf(delivery(one, kind));
      expect(headline.length).toBeLessThanOrEqual(HEADLINE_MOST);
      expect(measure(sms)).toBeLessThanOrEqual(most);
      for (const letter of sms) expect(letter < '\u0080' || (language === 'ko' && cp949.has(letter)) || GSM.test(letter)).toBe(true);
      if (language === 'en') expect(sms).toMatch(GSM);
      expect([news, headline, sentence, ...lines, sms].filter(hasUnseen)).toEqual([]);
      expect([sentence, ...lines].join('\n').length).toBeLessThan(2_000);
      if (!hasRate(one)) return;
      const counts = incidentCounts(one, language) ?? '';
      expect([headline.includes(counts), sentence.includes(counts)]).toEqual([true, true]);
      for (const number of numbersIn(counts)) expect(sms).toContain(number);
      expect(numbersIn(sms)).toEqual(expect.arrayContaining(numbersIn(counts)));
    };
    fc.assert(fc.property(incidents, fc.constantFrom(...NOTICE_KINDS), holds), { seed: 20_261_122, numRuns: 500 });
  });

  it('can be said in ever less room, with the same counts', () => {
    const shrinks = (one: IncidentAnswer): void => {
      const texts = FULLNESSES.map((fullness) => messageOf(delivery(one, 'opened'), fullness));
      const sizes = texts.map(({ sentence, lines }) => [sentence, ...lines].join('\n').length);
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      const counts = incidentCounts(one, language) ?? '';
      for (const { sentence } of texts) expect(sentence).toContain(counts);
    };
    fc.assert(fc.property(incidents, shrinks), { seed: 7, numRuns: 100 });
  });

  it('names nobody tampered with read as everywhere else', () => {
    expect(messageOf(delivery(incident, 'opened')).sentence).toBe(incidentSentence(incident, { language, timeZone: 'Asia/Seoul' }));
  });
});
