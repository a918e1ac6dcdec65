import type { Browser, Page } from 'playwright-core';
import { complaints, launch } from './browser.js';
import { SAID } from './fixture/alerts-fixture.js';
import { FixtureServer } from './fixture/fixture-server.js';

jest.setTimeout(60_000);

let browser: Browser;
let server: FixtureServer;
let origin: string;

beforeAll(async () => {
  browser = await launch(process.env.CHROMIUM_BIN);
});
beforeEach(async () => {
  server = new FixtureServer();
  origin = await server.start();
});
afterEach(() => server.stop());
afterAll(() => browser.close());

async function alertsPage(query: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.clock.install();
  await page.goto(`${origin}/alerts?${query}`);
  await page.locator('main h2').first().waitFor();
  return page;
}

describe('the page of alerts', () => {
  it.each([
    [
      'ko',
      '오늘 알림 14건 · 유실 1건 · 전달까지 p95 1.2초',
      '알린 뒤 달라진 것 없음 31',
      '이때만 알림: 월·화·수·목·금 09:00–18:00',
      '판단부터 0.6초',
    ],
    [
      'en',
      '14 alerts today · 1 lost · p95 to delivery 1.2 s',
      'nothing new since it was told 31',
      'Only at these hours: Mon·Tue',
      '0.6 s after the verdict',
    ],
  ])(
    'tells in %s how many, how many were lost, how long it takes, who is told, and shows others’ words as text',
    async (lang, ...parts) => {
      const page = await browser.newPage();
      const heard = complaints(page);
      await page.goto(`${origin}/alerts?lang=${lang}`);
      await page.locator('.log-row').first().waitFor();
      const text = await page.locator('main').innerText();
      for (const part of [...parts, SAID, 'PAGERDUTY_KEY', 'slow down']) expect(text).toContain(part);
      expect(await page.locator('main img').count()).toBe(0);
      expect(await page.locator('nav a[aria-current]').innerText()).toBe(lang === 'ko' ? '알림' : 'Alerts');
      expect(heard).toEqual([]);
      await page.close();
    },
  );

  it('says what to do where nothing is set up, and where it cannot be read', async () => {
    server.alerts.empty = true;
    const page = await alertsPage('lang=en');
    const text = await page.locator('main').innerText();
    for (const part of ['0 alerts today · 0 lost', 'config/notifications/*.yaml', 'docs/guides/channels.md', 'Nothing was sent yet'])
      expect(text).toContain(part);
    await page.route('**/v1/notifications*', (route) => route.abort());
    await page.clock.runFor(11_000);
    await page.getByText('Not updating · as of').waitFor();
    await page.reload();
    expect(await page.getByRole('alert').innerText()).toContain('The server does not answer.');
    await page.unroute('**/v1/notifications*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Channels' }).waitFor();
    await page.close();
  });

  it('sends again what was given up, by keyboard, and shows a refusal where it was asked for', async () => {
    const page = await alertsPage('lang=ko');
    const row = page.locator('.log-row').filter({ hasText: 'INC-2042' });
    const refusal = { status: 409, contentType: 'application/problem+json', body: JSON.stringify({ code: 'x', detail: '새 알림이 있음' }) };
    await page.route('**/send-again', (route) => route.fulfill(refusal), { times: 1 });
    const button = row.getByRole('button', { name: /다시 보내기/ });
    await button.press('Enter');
    expect(await row.getByRole('alert').innerText()).toContain('새 알림이 있음');
    await button.press('Enter');
    await row.getByText('보낼 것').waitFor();
    expect(server.alerts.heard).toEqual(['POST /v1/notifications/INC-2042-4-ops-mail/send-again']);
    expect(await row.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.close();
  });

  it('shows those alone that were lost, until they are sent again', async () => {
    const page = await alertsPage('lang=ko');
    const lost = page.getByRole('button', { name: '유실만 보기' });
    await lost.click();
    await page.locator('.log-row').nth(1).waitFor({ state: 'detached' });
    expect(await page.locator('.log-row').allInnerTexts()).toEqual([expect.stringContaining('INC-2042')]);
    expect(await lost.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: /다시 보내기/ }).click();
    await page.getByText('유실된 알림이 없습니다.').waitFor();
    await lost.click();
    await page.locator('.log-row').nth(6).waitFor();
    await page.close();
  });

  it('tells how a test went, and offers none of a channel that is closed', async () => {
    const page = await alertsPage('lang=en');
    await page.getByRole('button', { name: 'Send a test to ops-slack' }).click();
    await page.getByText('Taken · 212 ms.').first().waitFor();
    server.alerts.test = { delivered: false, fault: 'refused', said: SAID };
    await page.getByRole('button', { name: 'Send a test to ops-mail' }).click();
    await page.getByText(`Not taken · refused: ${SAID}`).first().waitFor();
    expect(await page.getByRole('button', { name: 'Send a test to pager' }).isDisabled()).toBe(true);
    await page.close();
  });

  it('begins a silence after showing what it takes, and ends it', async () => {
    const page = await alertsPage('lang=ko');
    const begin = page.getByRole('button', { name: '1시간 동안 알림 끄기' });
    expect(await begin.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: '조건' }).fill('kg-inicis');
    await page.getByText('조건이 아닙니다: kg-inicis').waitFor();
    await page.getByRole('textbox', { name: '조건' }).fill('provider:kg-inicis');
    await page.clock.runFor(400);
    await page.getByText('지금 열린 장애 1건, 최근 7일 4건이 해당합니다.').waitFor();
    await page.getByRole('textbox', { name: '이유' }).fill('결제사 점검 <b>공지</b>');
    const name = page.getByRole('textbox', { name: '이름' });
    if ((await name.count()) > 0) await name.fill('김지원');
    await begin.click();
    const end = page.getByRole('button', { name: /알림 끄기를 지금 끝내기/ });
    await end.waitFor();
    expect(await page.getByText('결제사 점검 <b>공지</b>').count()).toBe(1);
    await end.click();
    await page.getByText('최근 7일 동안 끝난 것 1건').waitFor();
    expect(server.alerts.heard).toEqual(['POST /v1/silences/preview', 'POST /v1/silences', 'DELETE /v1/silences/s0']);
    await page.close();
  });

  it('shows older ones below', async () => {
    const page = await alertsPage('lang=en');
    expect(await page.locator('.log-row').count()).toBe(7);
    await page.getByRole('button', { name: 'Show older ones' }).click();
    await page.locator('.log-row').nth(7).getByText('INC-2031').waitFor();
    expect(await page.getByRole('button', { name: 'Show older ones' }).count()).toBe(0);
    await page.close();
  });

  it('tells of each rule how much was real, of a handful as counts, and goes on where that cannot be read', async () => {
    const page = await alertsPage('lang=ko');
    const rules = page.getByRole('region', { name: '규칙별 정확도 (최근 30일)' }).getByRole('listitem');
    await rules.first().waitFor();
    const texts = (await rules.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    expect(texts[0]).toContain('지연 17% 판정 23건 중 4건 실제 (7.0%–37%) 열림 31건 오탐 19건 손대지 않음 8건 절반 넘게 오탐입니다.');
    expect(texts[1]).toContain('92% 판정 48건 중 44건 실제 (80%–97%)');
    expect(texts[2]).toContain('고정 한도 판정 3건 중 2건 실제 열림 3건');
    expect(texts[2]).not.toContain('%');
    expect(texts[3]).toContain('아직 아무도 판정하지 않음');
    await page.route('**/v1/notifications/precision', (route) => route.abort());
    await page.reload();
    await page.getByText('정확도를 불러오지 못했습니다').waitFor();
    expect(await page.locator('.log-row').count()).toBe(7);
    await page.close();
  });

  it('leads to where each message leads, and to nothing where there is nothing', async () => {
    const page = await alertsPage('lang=ko');
    const row = (text: string) => page.locator('.log-row').filter({ hasText: text });
    expect(await row('여러 장애').getByRole('link').getAttribute('href')).toMatch(/^\/incidents\?/);
    expect(await row('일일 보고').getByRole('link').count()).toBe(0);
    await page.getByText('매일 09:00 어제 알림 보고 → ops-mail').waitFor();
    await page.close();
  });

  it.each(['ko', 'en'])('fits a phone in %s, with targets a thumb can hit', async (lang) => {
    const page = await alertsPage(`lang=${lang}`, { width: 360, height: 640 });
    const form = page.getByText(lang === 'ko' ? '알림 끄기 시작' : 'Begin a silence');
    expect(await page.locator('form').isVisible()).toBe(false);
    await form.click();
    await page.locator('form').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const heights = await page
      .locator('main :is(button, a, select, input, summary):visible')
      .evaluateAll((all) => all.map((target) => target.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
    await page.close();
  });
});
