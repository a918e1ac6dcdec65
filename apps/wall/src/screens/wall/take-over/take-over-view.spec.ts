import type { Language } from '@tillwatch/wording';
import { alertsOf, trendsOf } from '../../../../test/fixture/numbers.js';
import { STORIES, STORY_TIME } from '../../../../test/fixture/stories.js';
import type { Story } from '../../../../test/fixture/story.js';
import { TREND_MINUTES } from '../../../live/board-state.js';
import { vitalsOf, type Measured } from '../../../live/vitals.js';
import type { CardView } from './card-view.js';
import type { FloodView } from './flood-view.js';
import { TakeOver } from './take-over.js';
import { takeOverView, type TakeOverView } from './take-over-view.js';

const WELL: Measured = { silence: 300, dataAge: 2_300, detectorAge: 600, selfTestAge: 31_000, unjudged: false, refused: false };

function view(story: Story, changes: { language?: Language; measured?: Partial<Measured>; trends?: boolean } = {}): TakeOverView | null {
  const { language = 'ko', measured = {}, trends = true } = changes;
  const stand = new TakeOver().at(alertsOf(story, STORY_TIME), STORY_TIME);
  return takeOverView(stand, {
    ...{ language, timeZone: 'Asia/Seoul', now: STORY_TIME, vitals: vitalsOf({ ...WELL, ...measured }), poolMinutes: 5 },
    trends: new Map(trends ? Object.entries(trendsOf(story, STORY_TIME)) : []),
  });
}

function card(...args: Parameters<typeof view>): CardView {
  const found = view(...args);
  if (found?.kind !== 'one') throw new Error('expected one large card');
  return found.card;
}

function flood(...args: Parameters<typeof view>): FloodView {
  const found = view(...args);
  if (found?.kind !== 'flood') throw new Error('expected the card of a flood');
  return found.flood;
}

describe('one large incident', () => {
  it('tells where, how bad, how many, since when, why and who is on it', () => {
    expect(card(STORIES.spike)).toMatchObject({
      ...{ look: 'critical', word: '심각', time: '14:03:20부터 · 4분째', headline: ['카드 × KG이니시스', '승인 단계'] },
      ...{ rate: { text: '31%' }, facts: ['평소 9% · 3.5배', '212건 중 66건 실패'] },
      ...{ note: '가맹점 38곳 · 분당 약 14건 더 · 늘어난 실패의 86%, 유입의 11%', cause: '추정 원인: 결제사 시스템 오류 · 미확인' },
    });
    expect(card(STORIES.acknowledged)).toMatchObject({ look: 'acknowledged', word: '확인 · 김지원' });
    expect(card(STORIES.acknowledged).cause).toBe('추정 원인: 결제사 시스템 오류 · 확인 김지원 14:07');
  });

  it('tells no shares of a cause that is everything', () => {
    const [alert] = STORIES.spike.alerts;
    if (!alert?.incident) throw new Error('the story has no incident');
    const whole = { ...alert, incident: { ...alert.incident, extraShare: 1, trafficShare: 1 } };
    expect(card({ ...STORIES.spike, alerts: [whole] }).note).toBe('가맹점 38곳 · 분당 약 14건 더');
  });

  it('marks its start on its own hour, from zero on', () => {
    const { chart } = card(STORIES.spike);
    expect(chart).toMatchObject({ tone: 'critical', worse: 'above', start: { index: TREND_MINUTES - 5, label: '14:03:20' } });
    expect(new Set(chart?.usual)).toEqual(new Set([0.09]));
    expect(chart?.maximum).toBeGreaterThan(0.31);
    expect(card(STORIES.spike, { trends: false }).chart).toBeNull();
  });

  it('tells how little comes, with what was to be expected', () => {
    expect(card(STORIES.volume)).toMatchObject({
      ...{ headline: ['계좌이체', '주문서 단계 시도 급감'], rate: { text: '12%' }, facts: ['평소 결제 시도 대비', '예상 240건 중 29건'] },
      ...{ note: '분당 약 14건 적음', cause: '미확인' },
    });
  });

  it('draws what came below what was to be expected, up to the last whole minute', () => {
    const { chart } = card(STORIES.volume);
    // 14:07:31: the minute of 14:06 is whole, and the last one.
    expect(chart).toMatchObject({ tone: 'critical', worse: 'below', start: { index: TREND_MINUTES - 4, label: '14:03:20' } });
    const [before, after] = [chart?.points.at(-6), chart?.points.at(-1)];
    expect(before?.rate).toBeGreaterThan(before?.low ?? Infinity);
    expect(after?.rate).toBeLessThan(after?.low ?? 0);
    expect(chart?.usual.at(-1)).toBe(57);
    expect(card(STORIES.volume, { trends: false }).chart).toBeNull();
  });

  it('adds minutes up where few are to be expected', () => {
    const [alert] = STORIES.volume.alerts;
    if (!alert) throw new Error('the story has no alert');
    const { chart } = card({ ...STORIES.volume, alerts: [{ ...alert, total: 12, failed: 12 }] });
    expect(chart?.points.findIndex(({ rate }) => rate !== null)).toBe(5);
    expect(chart?.usual.at(-1)).toBe(15);
    // Three of the minute before, one of the minute it began in.
    expect(chart?.points.at(-1)?.rate).toBe(4);
  });

  it('tells what it costs an hour where that is known', () => {
    const [alert] = STORIES.spike.alerts;
    if (!alert?.incident) throw new Error('the story has no incident');
    const money = { currency: 'KRW', low: 1_240_000, high: 3_420_000, perHour: 2_180_000, unpriced: 0 };
    const dear = { ...STORIES.spike, alerts: [{ ...alert, incident: { ...alert.incident, money } }] };
    expect(card(dear).note).toBe('가맹점 38곳 · 분당 약 14건 더 · 시간당 약 220만 원');
    expect(card(dear, { language: 'en' }).note).toBe('38 merchants · 14 more a minute · about ₩2,200,000 an hour');
  });

  it('names no percentage of a handful', () => {
    const [alert] = STORIES.spike.alerts;
    if (!alert) throw new Error('the story has no alert');
    const few = card({ ...STORIES.spike, alerts: [{ ...alert, total: 8, failed: 6 }] });
    expect(few).toMatchObject({ rate: { kind: 'counts', text: '6/8건' }, facts: ['평소 9%', '8건 중 6건 실패'] });
  });

  it('says in small print what its headline has no room for', () => {
    const several = STORIES.several.alerts.slice(2).map(({ acknowledgedFor: _, ...alert }) => alert);
    const english = card({ ...STORIES.several, alerts: several }, { language: 'en' });
    expect(english.headline).toEqual(['Card × NHN KCP', 'Approval step']);
    expect(english.note).toBe('Condition: Samsung Internet 29');
  });

  it('says of which moment it speaks when that has passed, and hides its number after a minute', () => {
    expect(card(STORIES.spike, { measured: { silence: 12_000, dataAge: 14_000 } })).toMatchObject({
      ...{ look: 'stale', pulsing: false, time: '14:07:17 기준', chart: { tone: 'calm' } },
    });
    expect(card(STORIES.spike, { measured: { silence: 61_000 } }).rate.text).toBe('—');
  });

  it('is told with counts beside each other critical', () => {
    const found = view(STORIES.several);
    expect(found?.others).toMatchObject([
      { name: 'KG이니시스', look: 'critical', note: '결제창 · 응답 없음 · 40건 중 37건' },
      { name: 'NHN KCP', look: 'acknowledged', note: '승인 · 96건 중 31건 · 12분째' },
    ]);
  });
});

describe('a flood', () => {
  it('names what its incidents have in common, the worst of them, and how many are apart', () => {
    const found = flood(STORIES.flood);
    expect(found).toMatchObject({
      ...{ title: '공통 원인 추정', factor: 'KG이니시스', count: '7', facts: ['관련 장애', '심각 6건 · 주의 1건'] },
      note: '외 3건 · 그 밖의 장애 1건',
    });
    expect(found.lines.map(({ where, rate, counts }) => [where, rate, counts])).toEqual([
      ['인증', '54%', '180건 중 97건'],
      ['카드 · 승인', '31%', '212건 중 66건'],
      ['결제창 응답 없음', '93%', '40건 중 37건'],
      ['계좌이체 · 승인', '47%', '64건 중 30건'],
    ]);
  });

  it('names what is no rate of failures, in either language', () => {
    expect(flood(STORIES.flood, { language: 'en' }).lines.map(({ where }) => where)).toContain('Payment window: no result');
  });

  it('claims no cause where there is nothing in common', () => {
    const apart = STORIES.flood.alerts.map((alert, i) => {
      const name = `p${String(i)}`;
      return { ...alert, stage: name, segmentLabels: [{ ko: name, en: name }] };
    });
    expect(flood({ ...STORIES.flood, alerts: apart })).toMatchObject({ title: '', factor: '동시 장애', count: '8' });
  });
});
