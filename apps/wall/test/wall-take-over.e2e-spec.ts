import type { Browser } from 'playwright-core';
import { launch } from './browser.js';
import { faintTexts } from './contrast.js';
import { STORIES } from './fixture/stories.js';
import { Pixels } from './pixels.js';
import { openWall, untilBoard, untilPage, type OpenWall, type WallSetting } from './wall-page.js';

jest.setTimeout(60_000);

let browser: Browser;
const open: OpenWall[] = [];

async function board(setting: WallSetting): Promise<OpenWall> {
  const wall = await openWall(browser, setting);
  open.push(wall);
  await untilBoard(wall);
  await wall.later(1_000);
  return wall;
}

beforeAll(async () => {
  browser = await launch(process.env.CHROMIUM_BIN);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((wall) => wall.close()));
});
afterAll(() => browser.close());

const text = async (wall: OpenWall, selector: string) => (await wall.page.locator(selector).innerText()).replace(/\s+/g, ' ');
const rows = (wall: OpenWall) => wall.page.locator('.list .tile .name').allInnerTexts();
const TILES = ['주문서', '결제창', '인증', '승인', '카드', '간편결제', '계좌이체', 'KG이니시스'];

describe('a critical incident', () => {
  it('takes two thirds of the wall within a second, and nothing disappears', async () => {
    const wall = await board({ story: STORIES.calm });
    expect(await wall.page.locator('.large').count()).toBe(0);
    wall.server.tell(STORIES.spike);
    await wall.page.locator('.large').waitFor({ timeout: 1_000 });
    expect(await text(wall, '.large')).toMatch(
      /^심각 14:03:\d\d부터 · 4분째 카드 × KG이니시스 승인 단계 31 평소 9% · 3.5배 212건 중 66건 실패 가맹점 38곳 · 분당 약 14건 더 · .* 추정 원인: 결제사 시스템 오류 · 미확인$/,
    );
    expect(await rows(wall)).toEqual(TILES);
    expect(await text(wall, '.list .total')).toMatch(/^전체 실패율 \d\.\d$/);
    expect(await text(wall, '.strip')).toMatch(/14:03 심각 · (카드 × )?KG이니시스/);
    const width = (selector: string) => wall.page.locator(selector).evaluate((element) => element.getBoundingClientRect().width);
    expect((await width('.large')) / ((await width('.large')) + (await width('.list')))).toBeCloseTo(0.68, 2);
    const colour = (selector: string) => wall.page.locator(selector).evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await colour('.large .bar')).toBe('rgb(214, 54, 42)');
  });

  it('loses its fill and shows a name when somebody takes it, and shrinks to its tile a minute later', async () => {
    const wall = await board({ story: STORIES.spike });
    wall.server.tell(STORIES.acknowledged);
    await untilPage(wall, async () => (await wall.page.locator('.large.acknowledged').count()) === 1, 3_000);
    expect(await text(wall, '.large .word')).toBe('확인 · 김지원');
    expect(await text(wall, '.cause')).toMatch(/· 확인 김지원 14:0\d$/);
    const bar = await wall.page.locator('.large .bar').evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(bar).toBe('rgba(0, 0, 0, 0)');
    wall.server.jump(20_000);
    wall.server.tell(STORIES.taken);
    await untilPage(wall, async () => (await wall.page.locator('.large').count()) === 0, 3_000);
    expect(await text(wall, '[data-tile="kg-inicis"] .status')).toBe('확인 · 김지원');
    const name = wall.page.locator('[data-tile="kg-inicis"] .name');
    expect(await name.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgba(0, 0, 0, 0)');
  });

  it('turns grey when it is over, for five minutes, and is history then', async () => {
    const wall = await board({ story: STORIES.spike });
    wall.server.tell({ ...STORIES.calm, alerts: STORIES.recovered.alerts });
    await untilPage(wall, async () => (await wall.page.locator('.large.recovered').count()) === 1, 3_000);
    expect(await text(wall, '.large .word')).toBe('회복 · 3분 지속');
    wall.server.tell(STORIES.calm);
    wall.server.jump(3 * 60_000);
    // Between the heartbeat that tells the new time and the next tick nobody has judged for three minutes.
    await untilPage(
      wall,
      async () => /^14:1/.test(await text(wall, '.clock')) && (await wall.page.locator('.large.recovered').count()) === 1,
    );
    wall.server.jump(2 * 60_000);
    await untilPage(wall, async () => (await wall.page.locator('.large').count()) === 0, 5_000);
    expect(await text(wall, '.past')).toMatch(/카드 × KG이니시스/);
  });

  it('carries no colour and no number that is not of this moment', async () => {
    const wall = await board({ story: STORIES.spike });
    wall.server.fail({ mute: true });
    await untilPage(wall, async () => (await wall.page.locator('.banner').count()) === 1, 14_000);
    expect(await wall.page.locator('.large.stale').count()).toBe(1);
    const pixels = new Pixels(await browser.newPage());
    expect(await pixels.colouredShare(await wall.page.screenshot(), 0.05)).toBeLessThanOrEqual(0.0001);
    await wall.later(52_000);
    expect(new Set(await wall.page.locator('.rate').allInnerTexts())).toEqual(new Set(['—']));
  });
});

describe('several criticals', () => {
  it('leave the place to the newest that nobody has taken, the others stand on top of the list', async () => {
    const wall = await board({ story: STORIES.several });
    expect(await text(wall, '.large h2')).toBe('IE 10 이하 × KG이니시스 인증 단계');
    expect((await wall.page.locator('.other').allInnerTexts()).map((each) => each.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^KG이니시스 93 결제창 · 응답 없음 · 40건 중 37건/),
      expect.stringMatching(/^NHN KCP 32 승인 · 96건 중 31건 · 12분째$/),
    ]);
    expect(await wall.page.locator('.other.acknowledged').count()).toBe(1);
    expect(await rows(wall)).toEqual(TILES);
  });

  it('are one card by what they have in common from the fourth on', async () => {
    const wall = await board({ story: STORIES.flood });
    expect(await wall.page.locator('.large').count()).toBe(1);
    expect(await text(wall, '.large .title')).toBe('공통 원인 추정');
    expect(await text(wall, '.large h2')).toBe('KG이니시스');
    expect(await text(wall, '.large .numbers')).toBe('7건 관련 장애 심각 6건 · 주의 1건');
    expect(await text(wall, '.large .note')).toBe('외 3건 · 그 밖의 장애 1건');
    expect(await rows(wall)).toEqual(TILES);
  });

  it('are a breakdown of everything where more than half of the tiles are abnormal, and no row is filled', async () => {
    const wall = await board({ story: STORIES.everything });
    expect(await text(wall, '.verdict')).toBe('전체 장애');
    const grounds = await wall.page
      .locator('.list .tile .name')
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).backgroundColor));
    expect(new Set(grounds)).toEqual(new Set(['rgba(0, 0, 0, 0)']));
  });
});

describe('the looks of a take-over', () => {
  it.each([
    ['spike', 'night'],
    ['spike', 'day'],
    ['several', 'night'],
    ['flood', 'day'],
    ['everything', 'night'],
  ] as const)('of %s have at most two hues by %s, on 3 to 12 of 100 pixels', async (story, theme) => {
    const wall = await board({ story: STORIES[story], query: `theme=${theme}`, context: { reducedMotion: 'reduce' } });
    const pixels = new Pixels(await browser.newPage());
    const picture = await wall.page.screenshot();
    expect(await pixels.hueFamilies(picture, 0.05)).toBeLessThanOrEqual(2);
    const share = await pixels.colouredShare(picture, 0.05);
    expect(share).toBeGreaterThanOrEqual(0.03);
    expect(share).toBeLessThanOrEqual(0.12);
  });

  it.each(['spike', 'acknowledged', 'several', 'flood'] as const)('of %s are read from the back row', async (story) => {
    const wall = await board({ story: STORIES[story] });
    const sizes = await wall.page.evaluate(() =>
      [...document.querySelectorAll('.wall *')].flatMap((element) => {
        const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
        const sizeOf = (part?: string) => parseFloat(getComputedStyle(element, part).fontSize);
        const marked = ['::before', '::after'].filter(
          (part) => !['none', '""', 'normal'].includes(getComputedStyle(element, part).content),
        );
        return own ? [sizeOf(), ...marked.map(sizeOf)] : [];
      }),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(38.8);
    const of = (selector: string) =>
      wall.page
        .locator(selector)
        .first()
        .evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(await of('.large .hero')).toBeGreaterThanOrEqual(237);
    expect(await of('.large h2')).toBeGreaterThanOrEqual(75);
    expect(Math.min(await of('.list .name'), await of('.list .rate'), await of('.bar'))).toBeGreaterThanOrEqual(54);
  });

  it.each(['night', 'day'])('and of everything else have enough contrast by %s', async (theme) => {
    const wall = await board({ story: STORIES.calm, query: `theme=${theme}` });
    for (const story of [
      'calm',
      'few',
      'rise',
      'spike',
      'acknowledged',
      'taken',
      'several',
      'flood',
      'others',
      'everything',
      'calm',
    ] as const) {
      wall.server.tell(STORIES[story]);
      await wall.page.waitForTimeout(150);
      await wall.later(1_500);
      expect({ story, faint: await faintTexts(wall.page) }).toEqual({ story, faint: [] });
    }
    wall.server.fail({ mute: true });
    await wall.later(12_000);
    await wall.page.locator('.banner').waitFor();
    expect(await faintTexts(wall.page)).toEqual([]);
  });

  it('pulse for the first minute, and not at all for those who asked for no motion', async () => {
    const wall = await board({ story: STORIES.spike });
    expect(await wall.page.locator('.large.pulsing').count()).toBe(1);
    expect(await wall.page.evaluate(() => document.getAnimations().length)).toBeGreaterThan(0);
    wall.server.jump(61_000);
    await untilPage(wall, async () => (await wall.page.locator('.large.pulsing').count()) === 0, 3_000);
    const still = await board({ story: STORIES.calm, context: { reducedMotion: 'reduce' } });
    still.server.tell(STORIES.spike);
    await still.page.locator('.large').waitFor();
    expect(await still.page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});
