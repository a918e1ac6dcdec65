import type { Browser, Page } from 'playwright-core';
import { namelessOf, structureFaults, unseenFocus } from './accessible-page.js';
import { launch } from './browser.js';
import { faintTexts } from './contrast.js';
import { FixtureServer } from './fixture/fixture-server.js';
import { STORIES } from './fixture/stories.js';

jest.setTimeout(120_000);

let browser: Browser;
let server: FixtureServer;
let origin: string;

beforeAll(async () => {
  browser = await launch(process.env.CHROMIUM_BIN);
  server = new FixtureServer();
  origin = await server.start();
  server.tell(STORIES.spike);
});
afterAll(async () => {
  await server.stop();
  await browser.close();
});

/** Every page, and what shows that it is all there. */
const PAGES: readonly (readonly [path: string, ready: string])[] = [
  ['/', '.tile'],
  ['/incidents', '.row'],
  ['/incidents/INC-2041', '.below ol'],
  ['/incidents/INC-2043', '.below ol'],
  ['/live', '.tile'],
  ['/live/slice?f=method:naver-pay&journey=checkout&stage=authorisation', '.attempts li'],
  ['/stats', 'table tbody tr'],
  ['/start', 'h1'],
  ['/metrics/errors', 'main h2'],
  ['/alerts', '.log-row'],
];

async function open(path: string, ready: string, query: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${origin}${path}${path.includes('?') ? '&' : '?'}${query}`);
  await page.locator(ready).first().waitFor();
  await page.waitForTimeout(500);
  return page;
}

describe.each(PAGES)('U3: %s', (path, ready) => {
  it.each(['ko', 'en'])('has names, headings in order, a language and a visible focus in %s', async (language) => {
    const page = await open(path, ready, `lang=${language}`);
    expect(await structureFaults(page, language)).toEqual([]);
    expect(await namelessOf(page)).toEqual([]);
    expect(await unseenFocus(page)).toEqual([]);
    await page.close();
  });

  it.each(['night', 'day'])('can be read by %s', async (theme) => {
    const page = await open(path, ready, `lang=ko&theme=${theme}`);
    expect(await faintTexts(page, 'body')).toEqual([]);
    await page.close();
  });
});

it.each(['s', 'r', 'n'])('U3: the sheet of the key %s has names and can be read', async (key) => {
  const page = await open('/incidents/INC-2041', '.below ol', 'lang=ko');
  await page.keyboard.press(key);
  await page.getByRole('dialog').waitFor();
  expect(await structureFaults(page, 'ko')).toEqual([]);
  expect(await namelessOf(page)).toEqual([]);
  expect(await faintTexts(page, 'body')).toEqual([]);
  await page.close();
});

it('these checks notice what they are for', async () => {
  const page = await browser.newPage();
  await page.setContent(`<html lang="de"><title>x</title><style>button { outline: none !important }</style><body style="background: rgb(255, 255, 255)">
    <main><h1>a</h1><h3>b</h3><button><svg></svg></button><input><img src="x"><ul><div></div></ul><table><tr><th>c</th></tr></table>
    <p style="color: rgb(140, 140, 140)">faint</p><i id="d"></i><i id="d"></i><div aria-hidden="true"><a href="/">e</a></div></main>`);
  const faults = (await structureFaults(page, 'ko')).join('\n');
  for (const fault of ['html lang', 'headings 1,3', 'list with', 'th without scope', 'ids twice: d', 'hidden control'])
    expect(faults).toContain(fault);
  expect((await namelessOf(page)).map((one) => one.split(':')[0])).toEqual(['button', 'textbox', 'image']);
  expect(await unseenFocus(page)).toContainEqual(expect.stringContaining('<button>'));
  expect((await faintTexts(page, 'body')).map(({ text }) => text)).toEqual(['faint']);
  await page.close();
});
