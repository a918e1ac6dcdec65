import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../browser.js';
import type { Faults } from '../fixture/faults.js';
import { FixtureServer } from '../fixture/fixture-server.js';
import { FIXTURE_KEY } from '../fixture/front-door.js';
import { STORIES } from '../fixture/stories.js';
import { takeStats } from './take-stats.js';
import { takeDesk } from './take-desk.js';

/** One situation to be looked at. */
interface Scene {
  readonly name: string;
  readonly story: keyof typeof STORIES;
  /** What the page was told before. */
  readonly before?: keyof typeof STORIES;
  readonly fault?: Partial<Faults>;
  /** How long the page lives with the fault, in ms of its own time. */
  readonly faultFor?: number;
}

const SCENES: readonly Scene[] = [
  { name: 'calm', story: 'calm' },
  { name: 'spike', story: 'spike' },
  { name: 'acknowledged', story: 'acknowledged' },
  { name: 'taken', story: 'taken' },
  { name: 'recovered', story: 'recovered', before: 'spike' },
  { name: 'several', story: 'several' },
  { name: 'flood', story: 'flood' },
  { name: 'volume', story: 'volume' },
  { name: 'others', story: 'others' },
  { name: 'stalled', story: 'stalled' },
  { name: 'stalled-and-failing', story: 'stalledAndFailing' },
  { name: 'busy', story: 'busy' },
  { name: 'few', story: 'few' },
  { name: 'learning', story: 'learning' },
  { name: 'everything', story: 'everything' },
  { name: 'empty', story: 'empty' },
  { name: 'stale', story: 'calm', fault: { dataStoppedAt: 0 }, faultFor: 36_000 },
  { name: 'stale-spike', story: 'spike', fault: { mute: true }, faultFor: 12_000 },
  { name: 'untested', story: 'calm', fault: { selfTestStoppedAt: 0 }, faultFor: 131_000 },
  { name: 'disconnected', story: 'calm', fault: { mute: true }, faultFor: 130_000 },
];
const LANGUAGES = ['ko', 'en'] as const;
const THEMES = ['night', 'day'] as const;

/** The pictures the documentation shows. */
const DOCUMENTED: readonly string[] = ['wall-calm-ko-night', 'wall-spike-ko-night', 'wall-several-en-day', 'wall-everything-ko-night'];

/** What to take, and where to put it. */
export interface PictureOptions {
  readonly folder: string;
  /** Only those of the documentation, at a size a page can carry; the wall looks the same at any. */
  readonly documented: boolean;
  /** Beginning of the names to take; empty for all. */
  readonly only: string;
  readonly chromium: string | undefined;
}

async function settled(page: Page): Promise<void> {
  await page.locator('.tile, .message').first().waitFor();
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  await page.clock.runFor(1_100);
  await page.waitForTimeout(400);
}

async function takeWall(
  browser: Browser,
  scene: Scene,
  look: { language: string; theme: string; file: string; height: number },
): Promise<void> {
  const server = new FixtureServer();
  const origin = await server.start();
  const page = await browser.newPage({ viewport: { width: (look.height / 9) * 16, height: look.height } });
  await page.clock.install();
  server.tell(STORIES[scene.before ?? scene.story]);
  await page.goto(`${origin}/wall/main?lang=${look.language}&theme=${look.theme}`);
  await page.locator('[data-beats="2"]').or(page.locator('.message')).waitFor();
  await settled(page);
  if (scene.before) {
    server.tell(STORIES[scene.story]);
    await page.waitForTimeout(600);
    await settled(page);
  }
  if (scene.fault) {
    const stoppedAt = server.now() - (scene.faultFor ?? 0);
    const { mute = false, dataStoppedAt, selfTestStoppedAt } = scene.fault;
    server.fail({
      mute,
      ...(dataStoppedAt === undefined ? {} : { dataStoppedAt: stoppedAt }),
      ...(selfTestStoppedAt === undefined ? {} : { selfTestStoppedAt: stoppedAt }),
    });
    if (scene.fault.mute) await page.clock.fastForward(scene.faultFor ?? 0);
    await page.waitForTimeout(1_600);
    await settled(page);
  }
  await page.screenshot({ path: look.file });
  await page.close();
  await server.stop();
}

async function takeStart(browser: Browser, options: PictureOptions): Promise<void> {
  const server = new FixtureServer();
  const origin = await server.start();
  for (const [device, viewport] of Object.entries({ desk: { width: 1280, height: 900 }, phone: { width: 360, height: 640 } })) {
    for (const language of LANGUAGES) {
      const page = await browser.newPage({ viewport });
      await page.goto(`${origin}/start?lang=${language}`);
      const code = await page.locator('pre code').first().innerText();
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(options.folder, `start-${device}-${language}.png`), fullPage: device === 'desk' });
      const attempt = /first-[0-9a-f]+/.exec(code)?.[0] ?? '';
      const event = {
        id: attempt,
        attempt,
        journey: 'checkout',
        stage: 'authorisation',
        outcome: 'failed',
        occurredAt: new Date(Date.now() - 1_000).toISOString(),
      };
      await page.request.post(`${origin}/v1/events`, { data: event, headers: { authorization: `Bearer ${FIXTURE_KEY}` } });
      await page.locator('.arrived').scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(options.folder, `start-arrived-${device}-${language}.png`) });
      await page.close();
    }
  }
  await server.stop();
}

/** Takes every picture of the wall, of the first-run page, of the statistics and of the desk's pages into a folder. */
export async function takePictures(options: PictureOptions): Promise<readonly string[]> {
  mkdirSync(options.folder, { recursive: true });
  const browser = await launch(options.chromium);
  const taken: string[] = [];
  for (const scene of SCENES) {
    for (const language of LANGUAGES) {
      for (const theme of THEMES) {
        const name = `wall-${scene.name}-${language}-${theme}`;
        if (!name.startsWith(options.only) || (options.documented && !DOCUMENTED.includes(name))) continue;
        await takeWall(browser, scene, {
          language,
          theme,
          height: options.documented ? 720 : 1080,
          file: join(options.folder, `${name}.png`),
        });
        taken.push(name);
      }
    }
  }
  if (!options.documented && ('start'.startsWith(options.only) || options.only.startsWith('start'))) await takeStart(browser, options);
  if (!options.documented) taken.push(...(await takeStats(browser, options)));
  if (!options.documented) taken.push(...(await takeDesk(browser, options.folder, options.only)));
  await browser.close();
  return taken;
}
