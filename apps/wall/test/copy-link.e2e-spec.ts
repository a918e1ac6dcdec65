import type { Browser, Page } from 'playwright-core';
import { launch } from './browser.js';
import { openDesk } from './desk-page.js';
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

async function desk(path: string): Promise<Page> {
  const page = await openDesk(browser, `${origin}${path}`);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  return page;
}

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const HOUR = 't=2026-11-22T13:07:00%2B09:00..2026-11-22T14:07:00%2B09:00';

describe('a copied link', () => {
  it('of a slice shows the hour that was seen, to whom it may concern', async () => {
    const page = await desk('/live/slice?stage=authentication&journey=checkout&lang=ko&theme=night&token=tw_mine&f=provider:kg-inicis');
    await page.locator('.evidence').waitFor();
    await page.getByRole('button', { name: '링크 복사' }).click();
    await page.getByRole('status').getByText('복사했습니다').waitFor();
    const link = await clipboard(page);
    expect(link).toBe(`${origin}/live/slice?f=provider:kg-inicis&journey=checkout&stage=authentication&${HOUR}`);
    server.jump(3_600_000);
    await page.goto(`${link}&lang=ko`);
    await page.getByText('고정된 기간 · 11월 22일 (일) 13:07 ~ 14:07 KST').waitFor();
    await page.getByRole('heading', { name: 'KG이니시스 인증' }).waitFor();
    // Of what stays, the link is the same.
    await page.keyboard.press('c');
    await page.getByRole('status').getByText('복사했습니다').waitFor();
    expect(await clipboard(page)).toBe(link);
    await page.context().close();
  });

  it('of the statistics shows the same numbers, by the key c, which leaves fields alone', async () => {
    const page = await desk('/stats?t=now-60m..now&lang=en&by=browser&token=tw_mine&utm=mail');
    await page.locator('tr.all').waitFor();
    const table = page.locator('tbody', { has: page.locator('tr.all') });
    const numbers = await table.innerText();
    await page.evaluate(() => navigator.clipboard.writeText('nothing'));
    await page.getByRole('combobox', { name: 'Step' }).press('c');
    expect(await clipboard(page)).toBe('nothing');
    await page.getByRole('heading', { name: 'Statistics' }).click();
    await page.keyboard.press('Control+c');
    expect(await page.getByText('Copied').count()).toBe(0);
    await page.keyboard.press('c');
    await page.getByText('Copied').waitFor();
    const link = await clipboard(page);
    expect(link).toBe(`${origin}/stats?by=browser&${HOUR}&utm=mail`);
    await page.goto(`${link}&lang=en`);
    await page.locator('tr.all').waitFor();
    expect(await table.innerText()).toBe(numbers);
    await page.context().close();
  });

  it('of an incident is its page', async () => {
    const page = await desk('/i/INC-2041?lang=ko&token=tw_mine');
    await page.keyboard.press('c');
    await page.getByRole('status').getByText('복사했습니다').waitFor();
    expect(await clipboard(page)).toBe(`${origin}/incidents/INC-2041`);
    await page.context().close();
  });

  it('stands selected in a field where the clipboard is closed', async () => {
    const page = await (await browser.newContext({ viewport: { width: 360, height: 640 } })).newPage();
    // As on plain HTTP.
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.goto(`${origin}/live/slice?journey=checkout&stage=authentication&f=provider:kg-inicis&lang=en`);
    await page.getByRole('button', { name: 'Copy link' }).click();
    const field = page.getByRole('textbox', { name: 'Address of the link' });
    await page.getByText('The browser does not allow copying.').waitFor();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(await field.inputValue());
    expect(await field.inputValue()).toContain('/live/slice?f=provider:kg-inicis&');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.context().close();
  });

  it('is not offered where nothing is shown', async () => {
    const page = await desk('/stats?t=soon&lang=ko');
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByRole('button', { name: '링크 복사' }).count()).toBe(0);
    await page.context().close();
  });
});
