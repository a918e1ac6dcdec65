import type { Browser, Page } from 'playwright-core';
import { complaints, launch } from './browser.js';
import { HOSTILE } from './fixture/errors-answer.js';
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

async function errorsPage(query: string, viewport = { width: 1280, height: 900 }): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.clock.install();
  await page.goto(`${origin}/metrics/errors?${query}`);
  await page.locator('h2').first().waitFor();
  return page;
}

describe('the page of error codes', () => {
  it('tells shares with their counts, and shows what senders wrote as text and nothing else', async () => {
    const page = await browser.newPage();
    const heard = complaints(page);
    await page.goto(`${origin}/metrics/errors?lang=en`);
    await page.locator('h2').first().waitFor();
    const text = await page.locator('main').innerText();
    for (const part of ['90%', '650', '8.5%', '61', '720 reports', '(no code)', HOSTILE.code, HOSTILE.message])
      expect(text).toContain(part);
    expect(await page.locator('img, main b').count()).toBe(0);
    expect(await page.getByRole('row', { name: /insufficient_funds/ }).innerText()).toMatch(/412\s+57%/);
    expect(heard).toEqual([]);
    await page.close();
  });

  it('maps a code by keyboard alone, says so, shows the lines for a file, and undoes it', async () => {
    const page = await errorsPage('lang=en');
    const row = page.getByRole('listitem').filter({ hasText: 'E100' }).first();
    await row.getByRole('combobox', { name: 'Category of E100' }).focus();
    await page.keyboard.type('category timeout');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await row.getByText('Mapped to: category timeout').waitFor();
    expect(await row.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.getByText('Holds for events from now on.').count()).toBe(1);
    await row.getByText('Keep it in a file').click();
    expect(await row.locator('pre').innerText()).toContain('category: timeout');
    await page.reload();
    await row.getByText('Mapped to: category timeout').waitFor();
    await row.getByRole('button', { name: 'Undo the mapping of E100' }).press('Enter');
    await row.getByRole('combobox').waitFor();
    expect(await row.getByText('Mapped to').count()).toBe(0);
    await page.close();
  });

  it('keeps the row as it is when a change is refused, and says why', async () => {
    const page = await errorsPage('lang=ko');
    const refusal = {
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'scope_missing', detail: '권한 없음' }),
    };
    await page.route('**/v1/errors/mapping', (route) => route.fulfill(refusal));
    await page.getByRole('combobox').first().selectOption('timeout');
    await page.getByRole('button', { name: '분류 정하기' }).first().click();
    expect(await page.getByRole('alert').innerText()).toContain('권한 없음');
    expect(await page.getByRole('combobox').first().inputValue()).toBe('timeout');
    await page.close();
  });

  it('is empty, away and stale in words, and comes back by itself', async () => {
    const page = await browser.newPage();
    await page.clock.install();
    await page.route('**/v1/errors', (route) => route.abort());
    await page.goto(`${origin}/metrics/errors?lang=ko`);
    expect(await page.getByRole('alert').innerText()).toContain('서버가 응답하지 않습니다.');
    await page.unroute('**/v1/errors');
    server.errors.empty = true;
    await page.getByRole('button', { name: '다시 시도' }).click();
    await page.getByText('최근 7일 동안 보고된 실패가 없습니다').waitFor();
    server.errors.empty = false;
    await page.clock.runFor(31_000);
    await page.getByRole('heading', { name: '목록에 없는 코드' }).waitFor();
    await page.route('**/v1/errors', (route) => route.abort());
    await page.clock.runFor(31_000);
    await page.getByText('갱신 멈춤 · 14:03:21 기준').waitFor();
    expect(await page.getByText('E100').count()).toBe(1);
    await page.close();
  });

  it.each(['ko', 'en'])('fits a phone in %s, with targets a thumb can hit', async (lang) => {
    const page = await errorsPage(`lang=${lang}`, { width: 360, height: 640 });
    await page.getByRole('combobox').first().selectOption('timeout');
    await page.locator('form button').first().click();
    await page.locator('summary').first().click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const heights = await page
      .locator('button:visible, a, summary, select')
      .evaluateAll((all) => all.map((target) => target.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
    await page.close();
  });

  it('is found from the first-run page', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/start?lang=en`);
    await page.getByRole('link', { name: 'See how error codes are understood' }).click();
    await page.getByRole('heading', { name: 'What errors mean' }).waitFor();
    await page.close();
  });
});
