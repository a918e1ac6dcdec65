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

const desk = (path: string): Promise<Page> => openDesk(browser, `${origin}${path}`);

const PERIOD = 't=2026-11-22T13:00:00%2B09:00..2026-11-22T14:00:00%2B09:00';
const FUTURE = 't=2099-01-01T00:00:00Z..2099-01-02T00:00:00Z';

describe('a period in the address', () => {
  it('is kept by a slice: its counts, what of then is not kept, and a way back to now', async () => {
    const page = await desk(`/live/slice?f=provider:kg-inicis&journey=checkout&stage=authentication&${PERIOD}&lang=ko`);
    await page.getByText('고정된 기간 · 11월 22일 (일) 13:00 ~ 14:00 KST').waitFor();
    await page.getByText('그때의 판단 근거, 평소 범위').waitFor();
    await page.getByRole('heading', { name: 'KG이니시스 인증' }).waitFor();
    expect(await page.locator('.slice-facts').innerText()).toMatch(/\d+건 중 \d+건/);
    expect(await page.locator('.evidence').count()).toBe(0);
    const asked = server.stats.heard.filter((question) => question.includes('filter=provider'));
    expect(asked.length).toBeGreaterThan(2);
    for (const question of asked) expect(question).toContain('to=2026-11-22T05%3A00%3A00');
    expect(await page.getByRole('navigation').getByRole('link', { name: '통계' }).getAttribute('href')).toContain('t=2026-11-22T04');
    await page.getByRole('link', { name: '지금 보기' }).click();
    await page.locator('.evidence').waitFor();
    expect(new URL(page.url()).searchParams.has('t')).toBe(false);
    await page.context().close();
  });

  it('asks the list for the incidents of then', async () => {
    const page = await desk(`/incidents?${PERIOD}&lang=en`);
    const [request] = await Promise.all([page.waitForRequest(/v1\/incidents\?/), page.reload()]);
    const asked = new URL(request.url()).searchParams;
    expect([asked.get('from'), asked.get('before')]).toEqual(['2026-11-22T04:00:00Z', String(Date.parse('2026-11-22T05:00:00Z'))]);
    await page.getByText(/Pinned period · .*22.* 13:00 – 14:00 KST/).waitFor();
    await page.context().close();
  });

  it('that the live page cannot show is said there, with where to look', async () => {
    const page = await desk(`/live?${PERIOD}&lang=ko`);
    await page.getByText('이 화면은 지금만 보여 줍니다.').waitFor();
    expect(await page.getByRole('link', { name: '이 기간의 통계 보기' }).getAttribute('href')).toContain('t=2026-11-22T04');
    await page.context().close();
  });

  it.each(['/live', '/live/slice', '/incidents', '/stats'])('at %s is told where it is none or has not come', async (path) => {
    const page = await desk(`${path}?${FUTURE}&lang=ko`);
    await page.getByRole('alert').getByText('아직 오지 않은 기간입니다: 2099-01-01').waitFor();
    await page.goto(`${origin}${path}?t=soon&lang=en`);
    await page.getByRole('alert').getByText('The period in the address cannot be read: soon').waitFor();
    await page.context().close();
  });
});

describe('an address that leads nowhere', () => {
  it('of the list names the filter that nobody knows, and clears it', async () => {
    const page = await desk('/incidents?status=zzz&lang=ko');
    await page.getByRole('alert').getByText('알 수 없는 필터: 상태 zzz').waitFor();
    expect(await page.getByText('불러오지 못했습니다').count()).toBe(0);
    await page.getByRole('button', { name: '필터 지우기' }).click();
    await page.locator('.row').first().waitFor();
    await page.context().close();
  });

  it('of an incident that is none is connected, and leads on', async () => {
    const page = await desk('/incidents/nothing?lang=ko');
    expect(await page.locator('.pill:visible').first().innerText()).toContain('실시간');
    expect(await page.getByRole('link', { name: '장애 목록 보기' }).getAttribute('href')).toBe('/incidents?lang=ko');
    await page.context().close();
  });

  it('of the statistics names the step that nobody knows', async () => {
    const page = await desk('/stats?stage=nope&lang=ko');
    await page.getByRole('alert').getByText('그런 단계가 없습니다: nope').waitFor();
    await page.getByRole('alert').getByRole('button', { name: '전체 시도' }).click();
    await page.locator('tbody tr').first().waitFor();
    await page.context().close();
  });

  it('at all names the pages there are', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${origin}/errors?lang=ko`);
    await page.getByRole('heading', { name: '이 주소에는 화면이 없습니다' }).waitFor();
    expect(await page.getByRole('link', { name: '오류' }).getAttribute('href')).toBe('/metrics/errors?lang=ko');
    await page.context().close();
  });
});
