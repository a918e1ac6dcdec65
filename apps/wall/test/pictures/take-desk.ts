import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { FixtureServer } from '../fixture/fixture-server.js';
import { STORIES } from '../fixture/stories.js';

/** A page somebody sits at, or holds in one hand. */
interface DeskScene {
  readonly name: string;
  readonly path: string;
  readonly viewport: { readonly width: number; readonly height: number };
  /** Waits for what the picture is of. */
  readonly ready: string;
  /** The whole page instead of what fits the screen. */
  readonly whole?: boolean;
  readonly before?: (server: FixtureServer, page: Page) => Promise<void> | void;
}

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1440, height: 900 };
const INCIDENT = '.mini svg';

const SCENES: readonly DeskScene[] = [
  { name: 'incident-phone', path: '/i/INC-2041', viewport: PHONE, ready: INCIDENT },
  { name: 'incident-phone-whole', path: '/i/INC-2041', viewport: PHONE, ready: 'ol', whole: true },
  { name: 'incident-desk', path: '/incidents/INC-2041', viewport: DESK, ready: 'ol' },
  { name: 'incident-stalled', path: '/i/INC-2042', viewport: PHONE, ready: INCIDENT },
  { name: 'incident-volume', path: '/i/INC-2043', viewport: PHONE, ready: INCIDENT },
  { name: 'incident-learning', path: '/i/INC-2044', viewport: PHONE, ready: INCIDENT },
  { name: 'incident-recovering', path: '/i/INC-2045', viewport: PHONE, ready: INCIDENT },
  { name: 'incident-latency', path: '/i/INC-2046', viewport: PHONE, ready: INCIDENT },
  { name: 'incident-monitor', path: '/i/INC-2047', viewport: PHONE, ready: '.blind' },
  { name: 'incident-resolved', path: '/i/INC-2039', viewport: PHONE, ready: INCIDENT },
  { name: 'incident-wrong', path: '/i/INC-2031', viewport: PHONE, ready: INCIDENT },
  { name: 'incident-unknown', path: '/i/nothing', viewport: PHONE, ready: '.message' },
  { name: 'incidents-desk', path: '/incidents', viewport: DESK, ready: '.row' },
  { name: 'incidents-phone', path: '/incidents', viewport: PHONE, ready: '.row' },
  {
    name: 'incidents-empty',
    path: '/incidents',
    viewport: DESK,
    ready: '.empty',
    before: (server) => void (server.incidents.empty = true),
  },
  { name: 'alerts-desk', path: '/alerts', viewport: DESK, ready: '.log-row' },
  { name: 'alerts-desk-whole', path: '/alerts', viewport: DESK, ready: '.log-row', whole: true },
  { name: 'alerts-phone', path: '/alerts', viewport: PHONE, ready: '.log-row', whole: true },
  { name: 'alerts-empty', path: '/alerts', viewport: DESK, ready: 'code', before: (server) => void (server.alerts.empty = true) },
  { name: 'live-desk', path: '/live', viewport: DESK, ready: '.worst td', before: (server) => server.tell(STORIES.spike) },
  { name: 'live-phone', path: '/live', viewport: PHONE, ready: '.worst td' },
  { name: 'slice-desk', path: '/live/slice?journey=checkout&stage=authorisation&f=method:naver-pay', viewport: DESK, ready: '.evidence' },
  {
    name: 'slice-phone',
    path: '/live/slice?journey=checkout&stage=authorisation&f=method:naver-pay',
    viewport: PHONE,
    ready: '.evidence',
    whole: true,
  },
];

async function take(browser: Browser, scene: DeskScene, look: { language: string; theme: string; file: string }): Promise<void> {
  const server = new FixtureServer();
  const origin = await server.start();
  const page = await browser.newPage({ viewport: scene.viewport });
  await scene.before?.(server, page);
  const query = `${scene.path.includes('?') ? '&' : '?'}lang=${look.language}&theme=${look.theme}`;
  await page.goto(`${origin}${scene.path}${query}`);
  await page.locator(scene.ready).first().waitFor();
  await page.evaluate(async () => document.fonts.ready);
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: look.file, fullPage: scene.whole ?? false });
  await page.close();
  await server.stop();
}

/** Takes every picture of the desk's and the phone's pages whose name begins with `only`. */
export async function takeDesk(browser: Browser, folder: string, only: string): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const scene of SCENES) {
    for (const language of ['ko', 'en']) {
      for (const theme of ['night', 'day']) {
        const name = `${scene.name}-${language}-${theme}`;
        if (!name.startsWith(only)) continue;
        await take(browser, scene, { language, theme, file: join(folder, `${name}.png`) });
        taken.push(name);
      }
    }
  }
  return taken;
}
