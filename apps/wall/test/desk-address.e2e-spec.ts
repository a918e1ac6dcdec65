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

const SLICE = '/live/slice?f=method%3Anaver-pay&journey=checkout&stage=authorisation';
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

describe('a period that moves with the clock', () => {
  it('is counted by a slice up to now, again with every minute', async () => {
    const page = await desk('/live/slice?f=provider:kg-inicis&journey=checkout&stage=authentication&t=now-24h..now&lang=ko');
    await page.getByText('최근 24시간 · 11월 21일 (토) 14:07 ~ 11월 22일 (일) 14:07 KST').waitFor();
    await page.getByRole('heading', { name: 'KG이니시스 인증' }).waitFor();
    await page.getByText('그때의 판단 근거, 평소 범위').waitFor();
    const asked = () =>
      server.stats.heard.filter((question) => question.includes('filter=provider') && question.includes('from=2026-11-21'));
    expect(asked().length).toBeGreaterThan(2);
    for (const question of asked()) expect(question).toMatch(/from=2026-11-21T05%3A07%3A00.*to=2026-11-22T05%3A07%3A00/);
    server.jump(60_000);
    const later = page.waitForRequest(/v1\/stats\?.*to=2026-11-22T05%3A08/);
    await page.clock.runFor(61_000);
    await later;
    await page.context().close();
  });

  it('of the last hour is what a slice shows of now', async () => {
    const page = await desk(`${SLICE}&t=now-60m..now&lang=ko`);
    await page.locator('.evidence').waitFor();
    expect(await page.getByText('기간', { exact: false }).count()).toBe(0);
    await page.context().close();
  });

  it('is counted by the statistics, and by the list of incidents', async () => {
    const page = await desk('/stats?t=now-90m..now&lang=ko');
    await page.locator('tr.all').waitFor();
    expect(await page.getByRole('button', { name: '최근 90분' }).getAttribute('aria-pressed')).toBe('true');
    await page.getByText('11월 22일 (일) 12:37 ~ 14:07 KST', { exact: true }).waitFor();
    expect(server.stats.heard.some((question) => /from=2026-11-22T03%3A37%3A00Z.*to=2026-11-22T05%3A07%3A00Z/.test(question))).toBe(true);
    const list = page.getByRole('navigation').getByRole('link', { name: '장애' });
    const [request] = await Promise.all([page.waitForRequest(/v1\/incidents\?.*from=/), list.click()]);
    expect(new URL(page.url()).searchParams.get('t')).toBe('now-90m..now');
    expect(new URL(request.url()).searchParams.has('before')).toBe(false);
    await page.getByText('최근 90분 ·').waitFor();
    await page.context().close();
  });

  it.each(['now-0m..now', 'now-60x..now', 'now-..now', 'now-9999999d..now', '2026-11-22T04:00:00Z..'])('is none as %s', async (text) => {
    for (const path of ['/live/slice', '/stats']) {
      const page = await desk(`${path}?t=${text}&lang=en`);
      await page.getByRole('alert').getByText(`The period in the address cannot be read: ${text}`).waitFor();
      expect(await page.locator('tr.all, .slice-facts').count()).toBe(0);
      await page.context().close();
    }
  });
});

describe('a parameter that is called like a filter', () => {
  it('is told by a slice, which shows no numbers of more, and meant as a filter with one tap', async () => {
    const page = await desk('/live/slice?journey=checkout&method=naver-pay&stage=authorisation&lang=ko');
    const alert = page.getByRole('alert');
    await alert.getByText('알 수 없는 매개변수: method=naver-pay').waitFor();
    expect(await page.locator('.slice-facts').count()).toBe(0);
    expect(await alert.getByRole('link', { name: '이것을 빼고 보기' }).getAttribute('href')).toBe(
      '/live/slice?journey=checkout&lang=ko&stage=authorisation',
    );
    await alert.getByRole('link', { name: '필터로 보기: f=method:naver-pay' }).click();
    await page.locator('.evidence').waitFor();
    expect(new URL(page.url()).search).toBe('?f=method%3Anaver-pay&journey=checkout&lang=ko&stage=authorisation');
    await page.context().close();
  });

  it('is told by the statistics; any other is kept', async () => {
    const page = await desk('/stats?provider=kg-inicis&t=30d&lang=en&utm=mail');
    await page.getByRole('alert').getByText('Unknown parameter: provider=kg-inicis').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(0);
    expect(server.stats.heard.filter((question) => question.startsWith('/v1/stats'))).toEqual([]);
    await page.getByRole('button', { name: 'Show with the filter f=provider:kg-inicis' }).click();
    await page.getByRole('button', { name: 'Remove filter: KG Inicis' }).waitFor();
    await page.locator('tr.all').waitFor();
    const { search } = new URL(page.url());
    expect(search).toMatch(/f=provider:kg-inicis&lang=en&t=30d&utm=mail$/);
    expect(search).not.toContain('provider=');
    await page.context().close();
  });

  it('is written as it came, and offered as no filter where it is none', async () => {
    const page = await desk('/stats?provider=%3Cimg%20src%3Dx%3E&provider=&filter=x&lang=ko');
    await page.getByText('알 수 없는 매개변수: provider=<img src=x>').waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    await page.getByRole('button', { name: '이것을 빼고 보기' }).click();
    await page.getByText('알 수 없는 매개변수: filter=x').waitFor();
    expect(await page.getByRole('button', { name: /필터로 보기/ }).count()).toBe(0);
    await page.getByRole('button', { name: '이것을 빼고 보기' }).click();
    await page.locator('tr.all').waitFor();
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
