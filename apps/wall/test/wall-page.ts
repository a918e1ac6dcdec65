import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { FixtureServer } from './fixture/fixture-server.js';
import type { Story } from './fixture/story.js';

/** A wall in a browser with the server that feeds it. */
export interface OpenWall {
  readonly page: Page;
  readonly server: FixtureServer;
  readonly origin: string;
  /** Lets the page live for so many ms of its own time, at once. */
  readonly later: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How a wall is opened. */
export interface WallSetting {
  readonly story: Story;
  /** After `/wall/main?`. */
  readonly query?: string;
  readonly context?: BrowserContextOptions;
  /** To have faults in place before the page comes. */
  readonly before?: (server: FixtureServer) => void;
  /** To change the page before anything runs in it. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** A wall whose server is to be shared. */
  readonly beside?: OpenWall;
}

/** Opens a wall whose page time runs by itself and can be moved on; waits until something is painted. */
export async function openWall(browser: Browser, setting: WallSetting): Promise<OpenWall> {
  const server = setting.beside?.server ?? new FixtureServer();
  const origin = setting.beside?.origin ?? (await server.start());
  server.tell(setting.story);
  setting.before?.(server);
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, ...setting.context });
  const page = await context.newPage();
  await setting.prepare?.(page);
  await page.clock.install();
  await page.goto(`${origin}/wall/main?${setting.query ?? 'lang=ko&theme=night'}`);
  await page.locator('.panel, .message').first().waitFor();
  const close = async () => {
    await context.close();
    if (!setting.beside) await server.stop();
  };
  return { page, server, origin, later: (ms) => page.clock.runFor(ms), close };
}

/** Waits for the board itself, with its fonts. */
export async function untilBoard({ page }: OpenWall): Promise<void> {
  await page.locator('.tile').first().waitFor();
  await page.waitForFunction(() => Number(document.querySelector('[data-beats]')?.getAttribute('data-beats')) > 0);
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

/** Moves the page's time on in steps until `done` says so; fails after `most` ms of page time. */
export async function untilPage(wall: OpenWall, done: () => Promise<boolean>, most = 20_000): Promise<void> {
  for (let spent = 0; spent <= most; spent += 500) {
    if (await done()) return;
    await wall.later(500);
    // The server's heartbeats come in real time: a page that lives much faster would take it for gone.
    await wall.page.waitForTimeout(200);
  }
  throw new Error(`not seen within ${String(most)} ms of page time`);
}
