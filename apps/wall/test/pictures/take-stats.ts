import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { FixtureServer } from '../fixture/fixture-server.js';

const DEVICES = { desk: { width: 1440, height: 900 }, phone: { width: 360, height: 640 } };
/** What is looked at: the whole, and the slice its first weak spot opens. */
const SCENES = {
  stats: 't=30d',
  'stats-slice': 't=30d&stage=authentication&f=provider:kg-inicis&by=browser_version&sort=rate',
};

/** Takes the page of statistics, whole, into a folder. Gives the names of those whose names begin with `only`. */
export async function takeStats(browser: Browser, { folder, only }: { folder: string; only: string }): Promise<string[]> {
  const taken: string[] = [];
  const looks = Object.entries(SCENES).flatMap(([scene, query]) =>
    Object.entries(DEVICES).flatMap(([device, viewport]) =>
      ['ko', 'en'].flatMap((lang) =>
        ['night', 'day'].map((theme) => ({ query, viewport, lang, theme, name: `${scene}-${device}-${lang}-${theme}` })),
      ),
    ),
  );
  for (const { query, viewport, lang, theme, name } of looks.filter((look) => look.name.startsWith(only))) {
    const server = new FixtureServer();
    const page = await browser.newPage({ viewport });
    await page.goto(`${await server.start()}/stats?${query}&lang=${lang}&theme=${theme}`);
    await page.locator('.heat').waitFor();
    await page.locator('.pill[data-state=live]').first().waitFor();
    await page.evaluate(async () => {
      await document.fonts.ready;
    });
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    await page.close();
    await server.stop();
    taken.push(name);
  }
  return taken;
}
