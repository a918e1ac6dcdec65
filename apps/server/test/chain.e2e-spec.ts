import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { statsAnswerSchema } from '@tillwatch/contract';
import { chromium, type Browser, type Page } from 'playwright-core';
import { RunningServer, until } from './running-server.js';

jest.setTimeout(120_000);
const CHROMIUM_FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const HOUR_MS = 3_600_000;

const server = new RunningServer();
let browser: Browser;
let serial = 0;

beforeAll(async () => {
  await server.start();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium', args: CHROMIUM_FLAGS });
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

/** Authorisations by card through one provider. */
function authorisations(n: number, failed: number, at = Date.now()): object[] {
  return Array.from({ length: n }, (_, i) => {
    const id = `chain-${serial++}`;
    // Nothing else is told of these attempts.
    const outcome = i < failed ? { outcome: 'failed', class: 'system', final: true } : { outcome: 'ok', final: true };
    const dimensions = { provider: 'kg-inicis', method: 'card', merchant: 'm1' };
    return { id, attempt: id, journey: 'checkout', stage: 'authorisation', occurredAt: new Date(at).toISOString(), dimensions, ...outcome };
  });
}

async function wall(query = 'lang=en'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(`${server.url}/wall/main?${query}`);
  return page;
}

const textOf = async (page: Page): Promise<string> => (await page.locator('body').innerText()).replaceAll('\n', ' | ');

describe('the whole chain on the built server', () => {
  it('runs the first-run page’s curl as it is printed and hears its event', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/start?lang=en`);
    await page.locator('.waiting svg').waitFor();
    const code = await page.locator('pre code').first().innerText();
    const { stdout } = await promisify(execFile)('sh', ['-c', code]);
    expect(stdout).toMatch(/"accepted":\s*1,"duplicates":0,"rejected":\[\]/);
    await page.locator('.arrived').waitFor();
    await page.close();
  });

  it('shows an event on the wall about a second after it was sent', async () => {
    const page = await wall();
    await until(async () => (await textOf(page)).includes('Approval'));
    await server.send(authorisations(40, 4));
    const sent = performance.now();
    await until(async () => /Attempts · 4[01]\b/.test(await textOf(page)) && /Step · 4[01]\b/.test(await textOf(page)));
    expect(performance.now() - sent).toBeLessThan(5_000);
    expect(await textOf(page)).toContain('KG Inicis');
    await page.close();
  });

  it('turns a tile red when failures spike, says where, how bad, how many and since when, and shows the recovery', async () => {
    const now = Date.now();
    const past = Array.from({ length: 72 }, (_, hour) => {
      const at = now - (hour + 2) * HOUR_MS;
      const counted = (count: number, failed: number): object => ({
        ...authorisations(1, failed, at)[0],
        count,
        spanMs: HOUR_MS,
        backfill: true,
      });
      return [counted(980, 0), counted(20, 1)];
    }).flat();
    expect(await server.send(past)).toMatchObject({ accepted: 144 });
    const page = await wall();
    await until(async () => (await textOf(page)).includes('usual 2'));
    await until(async () => {
      await server.send(authorisations(10, 5));
      return /Critical/.test(await textOf(page));
    });
    const alarm = await textOf(page);
    expect(alarm).toMatch(/KG Inicis|Card|Approval/);
    expect(alarm).toMatch(/\d+ of \d+/);
    expect(alarm).toMatch(/since \d\d:\d\d:\d\d/);
    await until(async () => {
      await server.send(authorisations(60, 1));
      return /Recovered/.test(await textOf(page));
    });
    await page.close();
  });

  it('gives the same numbers after SIGKILL and a second start, and in Redis', async () => {
    const end = Math.ceil(Date.now() / 60_000) * 60_000 + 60_000;
    const range = { from: new Date(end - 30 * 60_000).toISOString(), to: new Date(end).toISOString() };
    const ask = async (): Promise<unknown> => {
      const query = new URLSearchParams({ journey: 'checkout', stage: 'authorisation', by: 'provider', ...range });
      return statsAnswerSchema.parse(await (await fetch(`${server.url}/v1/stats?${query.toString()}`)).json()).groups;
    };
    const before = await ask();
    expect(before).toHaveLength(1);
    await server.stop('SIGKILL');
    await server.start();
    expect(await ask()).toEqual(before);
  });
});
