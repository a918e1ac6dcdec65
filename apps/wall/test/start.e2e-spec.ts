import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { complaints, launch } from './browser.js';
import { FixtureServer } from './fixture/fixture-server.js';

jest.setTimeout(60_000);
const run = promisify(execFile);

let browser: Browser;
let server: FixtureServer;
let origin: string;

beforeAll(async () => {
  browser = await launch(process.env.CHROMIUM_BIN);
  server = new FixtureServer();
  origin = await server.start();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function startPage(query: string, viewport = { width: 1280, height: 900 }): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.goto(`${origin}/start?${query}`);
  await page.locator('pre code').first().waitFor();
  return page;
}

describe('the first-run page', () => {
  it.each(['curl', '여러 건 (NDJSON)', 'JavaScript'])('gives a snippet by %s that works as pasted, and hears its event', async (tab) => {
    const page = await startPage('lang=ko');
    const heard = complaints(page);
    await page.getByRole('button', { name: tab }).click();
    await page.locator('.waiting svg').waitFor();
    expect(await page.locator('.waiting').innerText()).toBe('첫 이벤트를 기다리는 중');
    const code = await page.locator('pre code').first().innerText();
    const { stdout } = tab === 'JavaScript' ? await run('node', ['--input-type=module', '-e', code]) : await run('sh', ['-c', code]);
    expect(stdout).toMatch(/"accepted":\s*[12],"duplicates":0,"rejected":\[\]/);
    await page.locator('.arrived').waitFor();
    const told = await page.locator('.arrived').innerText();
    expect(told).toContain('이벤트가 도착했습니다');
    expect(told).toMatch(/first-[0-9a-f]{10}-/);
    expect(told).toContain('authorisation');
    expect(await page.getByRole('img', { name: '완료' }).count()).toBe(1);
    expect(heard).toEqual([]);
    await page.close();
  });

  it('is not taken in by the events of a running shop', async () => {
    const page = await startPage('lang=en');
    const event = {
      id: 'pay_1',
      attempt: 'pay_1',
      journey: 'checkout',
      stage: 'authorisation',
      outcome: 'ok',
      occurredAt: new Date().toISOString(),
    };
    const answer = await page.request.post(`${origin}/v1/events`, { data: event, headers: { authorization: 'Bearer tw_fixture_key' } });
    expect(answer.status()).toBe(202);
    await page.waitForTimeout(300);
    expect(await page.locator('.arrived').count()).toBe(0);
    await page.close();
  });

  it('copies the snippet, and leads to the wall in the same language', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    await page.goto(`${origin}/start?lang=en`);
    await page.locator('pre code', { hasText: 'curl' }).first().waitFor();
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await page.getByText('Copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await page.locator('pre code').first().innerText());
    expect(await page.getByRole('link', { name: 'Open the wall' }).getAttribute('href')).toBe('/wall/main?lang=en');
    await context.close();
  });

  it.each(['ko', 'en'])('is used on a phone in %s without scrolling sideways, with targets a thumb can hit', async (lang) => {
    const page = await startPage(`lang=${lang}`, { width: 360, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const heights = await page
      .locator('button, a, summary')
      .evaluateAll((all) => all.map((target) => target.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
    await page.close();
  });

  it('speaks the language of the browser unless told otherwise', async () => {
    const context = await browser.newContext({ locale: 'ko-KR' });
    const page = await context.newPage();
    await page.goto(`${origin}/start`);
    await page.getByRole('heading', { name: '첫 이벤트 보내기' }).waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Send your first event' }).waitFor();
    await context.close();
  });

  it('says so when no key can be made, and how to make one', async () => {
    const page = await browser.newPage();
    const refusal = {
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'not_allowed', detail: 'Only on this machine.' }),
    };
    await page.route('**/v1/first-run/key', (route) => route.fulfill(refusal));
    await page.goto(`${origin}/start?lang=en`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('Only on this machine.');
    expect(await page.getByRole('alert').innerText()).toContain('npx tillwatch token create --scope events:write');
    await page.unroute('**/v1/first-run/key');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('/v1/events').first().waitFor();
    await page.close();
  });

  it('is found from an address that has no screen', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/nothing?lang=en`);
    await page.getByRole('heading', { name: 'There is no screen at this address' }).waitFor();
    await page.getByRole('link', { name: 'Send your first event' }).click();
    await page.waitForURL('**/start?lang=en');
    await page.close();
  });
});
