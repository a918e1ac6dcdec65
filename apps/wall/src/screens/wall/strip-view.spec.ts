import { alertsOf } from '../../../test/fixture/numbers.js';
import { STORIES, STORY_TIME } from '../../../test/fixture/stories.js';
import { vitalsOf, type Measured } from '../../live/vitals.js';
import { StripHold } from './strip-hold.js';
import { stripView, type StripScene } from './strip-view.js';

const WELL: Measured = { silence: 300, dataAge: 2_300, detectorAge: 600, selfTestAge: 31_000, unjudged: false, refused: false };
const detector = { judged10s: 1_284, at: STORY_TIME - 600, selfTestAt: STORY_TIME - 31_000 };

function strip(changes: Partial<StripScene> = {}, measured: Partial<Measured> = {}): string[] {
  const scene: StripScene = {
    ...{ language: 'ko', timeZone: 'Asia/Seoul', now: STORY_TIME, vitals: vitalsOf({ ...WELL, ...measured }) },
    ...{ cut: null, toldTooLate: 0, sound: { kind: 'on' }, alerts: [], recovered: [], ...changes },
  };
  const { pulse, event, aside } = stripView(detector, scene);
  return [pulse, event, aside];
}

describe('the strip', () => {
  it('tells what the detector did and that its last self-test came through', () => {
    expect(strip()).toEqual(['최근 10초 동안 1,284개 구간 점검 · 자체 점검 14:07:00 통과', '', '']);
    expect(strip({ language: 'en' })[0]).toBe('1,284 segments checked in the last 10 s · self-test passed 14:07:00');
  });

  it('says that the self-test failed twice, whatever the detector says it did', () => {
    expect(strip({}, { selfTestAge: 131_000 })[0]).toBe('자체 점검 실패 · 마지막 통과 14:07:00');
  });

  it('tells what happened last: that an incident began, or was over', () => {
    const alerts = alertsOf(STORIES.spike, STORY_TIME);
    expect(strip({ alerts })[1]).toBe('14:03 심각 · 카드 × KG이니시스');
    const recovered = alerts.map((alert) => ({ ...alert, recoveredAt: STORY_TIME - 60_000 }));
    expect(strip({ recovered })[1]).toBe('14:06 회복 · 카드 × KG이니시스');
  });

  it('tells what is silent and until when', () => {
    expect(strip({ alerts: alertsOf(STORIES.others, STORY_TIME) })[2]).toBe('알림 끔 1건 ~15:00');
    expect(strip({ sound: { kind: 'muted', until: STORY_TIME + 600_000 } })[2]).toBe('소리 끔 ~14:17');
    expect(strip({ sound: { kind: 'locked' } })[2]).toBe('소리 꺼짐 · 리모컨 OK를 누르세요');
  });

  it('gives each of several messages ten seconds, and what is missing of the attempts all the time', () => {
    const cut = { from: STORY_TIME - 100_000, to: STORY_TIME - 60_000 };
    const at = (now: number, measured: Partial<Measured> = {}) => strip({ cut, sound: { kind: 'locked' }, now }, measured)[2];
    const told = [0, 9_000, 10_000, 19_000, 20_000].map((ms) => at(Math.ceil(STORY_TIME / 20_000) * 20_000 + ms));
    const [sound, gap] = ['소리 꺼짐 · 리모컨 OK를 누르세요', '14:05:51–14:06:31 화면 끊김'];
    expect(told).toEqual([sound, sound, gap, gap, sound]);
    expect(at(STORY_TIME, { dataAge: 38_000 })).toBe('수집 지연 38초');
  });

  it('says less where all of it does not fit: first shorter what the detector did, then nothing of what happened last', () => {
    const alerts = alertsOf(STORIES.spike, STORY_TIME);
    const short = '10초 동안 1,284개 점검 · 자체 점검 14:07 통과';
    const silent = alertsOf(STORIES.others, STORY_TIME);
    expect(strip({ alerts: [...alerts, ...silent] })).toEqual([short, '14:03 심각 · 카드 × KG이니시스', '알림 끔 1건 ~15:00']);
    const locked = strip({ language: 'en', alerts, sound: { kind: 'locked' } });
    expect(locked).toEqual(['1,284 checked in 10 s · self-test passed 14:07', '', 'Sound off · press OK on the remote']);
  });

  it('stands still while its figures alone change, for ten seconds', () => {
    const hold = new StripHold();
    const told = (judged: string, now: number) =>
      hold.show({ pulse: `최근 10초 동안 ${judged}개 구간 점검`, event: '', aside: '' }, now).pulse;
    expect([told('1,284', 0), told('1,290', 9_999), told('1,291', 10_000)].map((text) => /[\d,]+개/.exec(text)?.[0])).toEqual([
      '1,284개',
      '1,284개',
      '1,291개',
    ]);
    expect(hold.show({ pulse: '점검 지연 4초', event: '', aside: '' }, 11_000).pulse).toBe('점검 지연 4초');
  });
});
