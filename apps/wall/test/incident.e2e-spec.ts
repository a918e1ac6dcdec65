import type { Browser, Page } from 'playwright-core';
import { complaints, launch } from './browser.js';
import { FixtureServer } from './fixture/fixture-server.js';
import { HOSTILE_MERCHANT, SPIKE } from './fixture/incident-stories.js';

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

const PHONE = { width: 360, height: 640 };

async function incidentPage(path: string, viewport = PHONE): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.clock.install();
  await page.goto(`${origin}${path}`);
  await page.locator('.pill[data-state="live"]').first().waitFor({ state: 'attached' });
  return page;
}

/** Everything that has to be seen before a thumb moves. */
const FIRST_SCREEN = [
  'h1',
  '.figure strong',
  '[data-of="usual"]',
  '[data-of="counts"]',
  'dl div:nth-child(1)',
  'dl div:nth-child(2)',
  'dl div:nth-child(3)',
];

describe('the first screen of an incident', () => {
  it.each([
    ['ko', 360, 640],
    ['en', 360, 640],
    ['ko', 390, 664],
    ['en', 390, 664],
  ])('P1: everything is visible without scrolling in %s at %i × %i', async (lang, width, height) => {
    const page = await incidentPage(`/i/INC-2041?lang=${lang}`, { width, height });
    await page.locator('.mini svg').waitFor();
    const bar = await page.locator('.bar').boundingBox();
    const bottoms = await Promise.all(FIRST_SCREEN.map(async (part) => page.locator(part).first().boundingBox()));
    expect(bottoms).not.toContain(null);
    expect(Math.max(...bottoms.map((box) => (box ? box.y + box.height : Infinity)))).toBeLessThanOrEqual(bar?.y ?? 0);
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(height);
    expect(await page.locator('.mini').evaluate((chart) => chart.getBoundingClientRect().height)).toBe(148);
    const size = (part: string) =>
      page
        .locator(part)
        .first()
        .evaluate((element) => getComputedStyle(element).fontSize);
    expect([await size('h1'), await size('.figure strong')]).toEqual(['24px', '56px']);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });
});
