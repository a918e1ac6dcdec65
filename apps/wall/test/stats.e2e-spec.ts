import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { complaints, launch } from './browser.js';
import { FixtureServer } from './fixture/fixture-server.js';
import { HOSTILE_VALUE } from './fixture/stats-shop.js';

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

const WEAKEST = 'IE 10 이하 × KG이니시스 · 인증: 31%, 다른 조건 9% – 30일 동안';

async function statsPage(query: string, viewport = { width: 1280, height: 900 }): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.goto(`${origin}/stats?${query}`);
  await page.locator('.heat').waitFor();
  return page;
}

const search = (page: Page): string => new URL(page.url()).search;
const namesOf = (page: Page): Promise<string[]> => page.locator('tbody tr:not(.all) th.name').allInnerTexts();
const problem = (status: number, more: object) => ({
  ...{ status, contentType: 'application/problem+json', body: JSON.stringify({ title: 'x', status, ...more }) },
});

describe('the page of statistics', () => {
  it('ranks weak spots by what they cost where it is asked to, what is not known last', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/stats?lang=ko&t=30d`);
    const first = page.locator('.weak li').first();
    await first.waitFor();
    expect(await first.innerText()).toContain('IE 10 이하 × KG이니시스');
    await page.getByRole('button', { name: '놓친 금액순' }).click();
    expect(await first.innerText()).toContain('계좌이체 · 승인');
    expect(await page.locator('.weak li').nth(1).innerText()).toContain('IE 10 이하 × KG이니시스');
    expect(await page.locator('.weak li').nth(2).innerText()).not.toContain('어치');
    await page.close();
  });

  it('tells the weakest spot first, opens it, and comes back', async () => {
    const page = await browser.newPage();
    const heard = complaints(page);
    await page.goto(`${origin}/stats?lang=ko&t=30d`);
    const first = page.locator('.weak li').first();
    await first.waitFor();
    expect(await first.innerText()).toContain(WEAKEST);
    await first.getByRole('link').click();
    await page.getByRole('button', { name: '필터 빼기: IE 10 이하' }).waitFor();
    expect(search(page)).toBe('?by=browser_version&f=browser_version:ie~lte:10&f=provider:kg-inicis&lang=ko&stage=authentication&t=30d');
    expect(await namesOf(page)).toEqual(['IE 10', 'IE 9', 'IE 8']);
    const shown = await page.locator('tr.all').innerText();
    expect(shown).toMatch(/3[01]%/);
    await page.goBack();
    await page.getByRole('row', { name: '토스페이먼츠' }).waitFor();
    await page.goForward();
    await page.reload();
    await page.locator('tr.all').waitFor();
    expect(await page.locator('tr.all').innerText()).toBe(shown);
    expect(heard).toEqual([]);
    await page.close();
  });

  it('never asks for what is not counted together, nor shows more than was asked for', async () => {
    const page = await statsPage('lang=ko&t=30d&by=provider');
    const splits = await page.getByRole('combobox', { name: '기준별 보기' }).locator('option').allInnerTexts();
    expect(splits).toContain('브라우저 버전 × 결제사');
    expect(splits).not.toContain('브라우저 × 결제사');
    await page.goto(`${origin}/stats?lang=ko&t=30d&by=region&f=provider:kg-inicis`);
    await page.getByRole('button', { name: '결제수단별로 보기' }).click();
    await page.getByRole('row', { name: '간편결제' }).waitFor();
    await page.goto(`${origin}/stats?lang=ko&f=colour:red`);
    await page.getByRole('button', { name: '이 필터 빼기' }).waitFor();
    expect(await page.getByText('알 수 없는 필터: colour:red').count()).toBeGreaterThan(0);
    expect(server.stats.heard.filter((question) => question.includes('colour') || question.includes('by=region'))).toEqual([]);
    await page.close();
  });

  it('takes another stage, a filter and another order, by keyboard', async () => {
    const page = await statsPage('lang=en&t=30d');
    await page.getByRole('combobox', { name: 'Step' }).selectOption('authorisation');
    await page.getByRole('button', { name: '+ Add filter' }).press('Enter');
    await page.getByRole('combobox', { name: 'Dimension' }).selectOption('browser_version');
    await page.getByRole('combobox', { name: 'Value' }).selectOption('ie/10');
    await page.getByRole('combobox', { name: 'Comparison' }).selectOption('lte');
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Remove filter: IE 10 or older' }).waitFor();
    await page.getByRole('button', { name: 'Sort by Failure rate' }).press('Enter');
    expect(search(page)).toBe('?by=provider&f=browser_version:ie~lte:10&lang=en&sort=rate&stage=authorisation&t=30d');
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('button', { name: 'Remove filter: IE 10 or older' }).press('Enter');
    await page.waitForURL(/^(?!.*f=)/);
    await page.close();
  });

  it('shows what senders wrote as text, and exports it as text', async () => {
    const page = await statsPage('lang=ko&t=30d&by=provider');
    expect(await page.getByRole('row', { name: HOSTILE_VALUE }).count()).toBe(1);
    expect(await page.locator('main img').count()).toBe(0);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV 내보내기' }).click()]);
    expect(download.suggestedFilename()).toBe('tillwatch_checkout_2026-10-24_2026-11-22.csv');
    const bytes = await readFile(await download.path());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').trim().split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toMatch(/^checkout,,,2026-10-24T00:00:00\+09:00,2026-11-22T14:00:00\+09:00,kg-inicis,KG이니시스,\d+,\d+,0\.\d+/);
    expect(lines[4]).toContain(`,'${HOSTILE_VALUE},'${HOSTILE_VALUE},`);
    await page.close();
  });

  it('adds up: what reached no provider has a line that leads nowhere, in the table and in the file', async () => {
    server.stats.unprovided = { total: 5_000, failed: 4_000 };
    server.stats.daysWithData = 4;
    const page = await statsPage('lang=ko&t=30d&by=provider&sort=rate');
    const numbers = async (row: string) =>
      (await page.locator(`tbody ${row} td.number`).evaluateAll((cells) => cells.slice(0, 2).map((cell) => cell.textContent))).map((text) =>
        Number(text.replace(/,/g, '')),
      );
    const names = await namesOf(page);
    expect(names.at(-1)).toBe('결제사 없음');
    expect(await page.getByRole('row', { name: '결제사 없음' }).getByRole('link').count()).toBe(0);
    const rows = await Promise.all(names.map((_, i) => numbers(`tr:nth-child(${String(i + 2)})`)));
    const sum = (at: number): number => rows.reduce((all, row) => all + (row[at] ?? 0), 0);
    expect(await numbers('tr.all')).toEqual([sum(0), sum(1)]);
    expect(await page.locator('.weak li').first().innerText()).toContain('30일 중 데이터가 있는 4일 동안');
    expect(await page.locator('.weak').innerText()).not.toContain('결제사 없음');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV 내보내기' }).click()]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(lines.at(-1)).toContain(',,결제사 없음,5000,4000,0.8,');
    await page.close();
  });

  it('offers the nearest period in one tap where a range is not kept so finely', async () => {
    const page = await browser.newPage();
    const nearest = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };
    await page.route(/v1\/stats\?.*00%3A30/, (route) => route.fulfill(problem(422, { code: 'range_not_aligned', detail: 'x', nearest })));
    await page.goto(`${origin}/stats?lang=ko&t=2026-11-01T00:00:30Z..2026-11-02T00:00:00Z`);
    await page.getByRole('button', { name: '가장 가까운 기간 보기: 11월 1일 (일) 09:00 ~ 11월 2일 (월) 09:00 KST' }).click();
    await page.locator('tr.all').waitFor();
    expect(search(page)).toContain('t=2026-11-01T00:00:00Z..2026-11-02T00:00:00Z');
    await page.close();
  });

  it('says in words that it is empty, too narrow, away or closed, and tries again', async () => {
    const page = await statsPage('lang=ko&t=30d');
    server.stats.empty = true;
    await page.getByRole('button', { name: '7일' }).click();
    await page.getByText('이 기간에는 끝난 결제 시도가 없습니다').waitFor();
    server.stats.empty = false;
    await page.goto(`${origin}/stats?lang=ko&t=30d&by=browser_version&f=provider:nobody`);
    await page.getByRole('button', { name: /‘nobody’ 조건을 빼면 [\d,]+건/ }).click();
    await page.getByRole('row', { name: '크롬 141' }).waitFor();
    await page.route('**/v1/stats?*', (route) => route.abort());
    await page.getByRole('button', { name: '7일' }).click();
    await page.getByRole('alert').getByText('서버가 응답하지 않습니다.').waitFor();
    await page.unroute('**/v1/stats?*');
    await page.getByRole('button', { name: '다시 시도' }).click();
    await page.getByRole('row', { name: '크롬 141' }).waitFor();
    await page.route('**/v1/journeys?*', (route) => route.fulfill(problem(403, { code: 'scope_missing', detail: 'x' })));
    await page.reload();
    await page.getByText('결제 통계를 볼 권한이 없습니다').waitFor();
    await page.close();
  });

  it.each(['ko', 'en'])('fits a phone in %s, with targets a thumb can hit', async (lang) => {
    const page = await statsPage(`lang=${lang}&t=30d&by=browser_version&f=provider:kg-inicis&stage=authentication`, {
      width: 360,
      height: 640,
    });
    await page.locator('.chip.add').click();
    await page.locator('.periods button').last().click();
    await page.locator('summary').click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const heights = await page
      .locator('button:visible, a:visible, summary, select:visible, input[type=date]')
      .evaluateAll((all) => all.map((target) => target.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
    await page.close();
  });

  it('chooses whole days, and keeps what it does not know in its address', async () => {
    const page = await statsPage('lang=ko&utm=mail');
    await page.getByRole('button', { name: '직접 고르기' }).click();
    await page.getByLabel('첫날').fill('2026-11-09');
    await page.getByLabel('마지막 날').fill('2026-11-08');
    await page.getByRole('button', { name: '보기', exact: true }).click();
    expect(await page.getByRole('alert').innerText()).toContain('첫날은 마지막 날보다');
    await page.getByLabel('마지막 날').fill('2026-11-10');
    await page.getByRole('button', { name: '보기', exact: true }).click();
    await page.getByText('11월 9일 (월) ~ 11월 10일 (화)', { exact: true }).waitFor();
    expect(search(page)).toBe('?by=provider&lang=ko&t=2026-11-08T15:00:00Z..2026-11-10T15:00:00Z&utm=mail');
    await page.close();
  });

  it('is found from the page of error codes', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/metrics/errors?lang=en`);
    await page.getByRole('link', { name: 'Statistics' }).click();
    await page.getByRole('heading', { name: 'Weak spots' }).waitFor();
    await page.close();
  });
});
