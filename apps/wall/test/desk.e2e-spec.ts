import type { Browser, Locator, Page } from 'playwright-core';
import { complaints, launch } from './browser.js';
import { openDesk } from './desk-page.js';
import { FixtureServer } from './fixture/fixture-server.js';
import { SPIKE } from './fixture/incident-stories.js';
import { STORIES } from './fixture/stories.js';
import { Pixels } from './pixels.js';

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

const desk = (path: string, viewport?: { width: number; height: number }): Promise<Page> => openDesk(browser, `${origin}${path}`, viewport);

/** Whether anything is drawn of one of the sixty minutes of a line. */
const isDrawnAt = (line: Locator, minute: number): Promise<boolean> =>
  line.locator('canvas').evaluate((canvas: HTMLCanvasElement, at) => {
    const column = canvas.getContext('2d')?.getImageData(Math.round((at / 59) * canvas.width), 0, 1, canvas.height).data;
    return column?.some((value) => value > 0) ?? false;
  }, minute);

const SLICE = '/live/slice?f=method%3Anaver-pay&journey=checkout&stage=authorisation';

describe('the list of incidents', () => {
  it('is led by the open ones, each in one sentence', async () => {
    const page = await desk('/incidents?lang=ko');
    await page.locator('.row').first().waitFor();
    expect(await page.locator('h2').allInnerTexts()).toEqual(['진행 중 7', '지난 장애 2']);
    const first = await page.locator('.row').first().innerText();
    for (const part of [
      '심각',
      'IE 10 이하 × KG이니시스 · 인증 단계 실패 급증',
      '31% · 평소 9% · 212건 중 66건 실패 · 14:03:20부터',
      '미확인',
    ])
      expect(first).toContain(part);
    await page.context().close();
  });

  it('is walked and worked by keys, which leave text fields alone', async () => {
    const page = await desk('/incidents?lang=ko');
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog', { name: '단축키' }).innerText()).toContain('다시 알림');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
    expect(await page.locator('.row.current').getAttribute('data-id')).toBe('INC-2042');
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: '메모' }).fill('ajar');
    await page.getByRole('button', { name: '남기기' }).click();
    await page.getByText('메모를 남겼습니다.').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.clock.runFor(11_000);
    await page.locator('[data-id="INC-2043"]', { hasText: '김지원' }).waitFor();
    expect(server.incidents.heard.map(({ id, action }) => `${id} ${action}`)).toEqual(['INC-2042 note', 'INC-2043 acknowledge']);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/incidents/INC-2043?lang=ko');
    await page.context().close();
  });

  it('keeps its filters in the address and walks back through them', async () => {
    const page = await desk('/incidents?lang=ko');
    await page.locator('.row').first().waitFor();
    await page.getByLabel('상태').selectOption('resolved');
    await page.getByText('진행 중 7').waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?lang=ko&status=resolved');
    await page.goBack();
    await page.getByText('진행 중 7').waitFor();
    await page.getByLabel('심각도').selectOption('warning');
    await page.getByLabel('상태').selectOption('open');
    await page.reload();
    await page.locator('.row').first().waitFor();
    expect(await page.getByLabel('심각도').inputValue()).toBe('warning');
    expect(await page.locator('.row').count()).toBe(3);
    await page.context().close();
  });

  it('says when nothing happened, and when it cannot know', async () => {
    server.incidents.empty = true;
    const page = await desk('/incidents?lang=ko');
    await page.getByText('최근 24시간 동안 장애가 없었습니다.').waitFor();
    expect(await page.locator('.empty').innerText()).toMatch(/마지막 점검 14:07:3\d/);
    await page.route('**/v1/incidents*', (route) => route.abort());
    await page.clock.runFor(16_000);
    await page.getByText('목록을 불러오지 못했습니다. 데이터는 안전합니다.').waitFor();
    expect(await page.getByText('장애가 없었습니다').count()).toBe(0);
    await page.context().close();
  });
});

describe('the live page', () => {
  it('shows the wall\u2019s tiles, open incidents and what got worst, and leads to a slice', async () => {
    server.tell(STORIES.spike);
    const page = await desk('/live?lang=ko');
    const heard = complaints(page);
    await page.clock.runFor(7_000);
    await page.locator('.tile[data-state="critical"]', { hasText: 'KG이니시스' }).waitFor();
    await page.getByText('나머지 1,261개 조건은 평소 범위입니다.').waitFor();
    expect(await page.locator('tr', { hasText: '네이버페이 × 승인' }).innerText()).toMatch(
      /6\.0%\s+3\.0%\s+1,020건 중 61건\s+14:03:20\s+62%/,
    );
    expect(await page.locator('tr.parent').allInnerTexts()).toEqual([
      expect.stringMatching(/^KG이니시스 × 인증\s*INC-2041에 포함.*–\s*$/s),
    ]);
    await page.getByRole('link', { name: '네이버페이 × 승인' }).click();
    await page.locator('.evidence').waitFor();
    expect(new URL(page.url()).searchParams.getAll('f')).toEqual(['method:naver-pay']);
    expect(heard).toEqual([]);
    await page.context().close();
  });

  it('draws the last hour of what got worst over its usual: gaps stay gaps, and it is said in words with its counts', async () => {
    const page = await desk('/live?lang=ko');
    const lines = page.locator('.worst').getByRole('img');
    await lines.nth(2).waitFor();
    const counted = String.raw`\([\d,]+건 중 [\d,]+건\)`;
    const [first = '', , calm = ''] = await lines.evaluateAll((all) => all.map((line) => line.ariaLabel ?? ''));
    expect(first).toMatch(new RegExp(`^실패율: 최근 60분 1\\d% ${counted}, 최근 5분 [23]\\d% ${counted}$`));
    expect(calm).toMatch(new RegExp(`^실패율: 최근 60분 3\\.\\d% ${counted}, 최근 5분 [56]\\.\\d% ${counted}$`));
    // Minutes 20 to 26 of the first row are not known.
    expect(await Promise.all([10, 23, 40].map((minute) => isDrawnAt(lines.nth(0), minute)))).toEqual([true, false, true]);
    expect(await isDrawnAt(lines.nth(2), 23)).toBe(true);
    const pixels = new Pixels(page);
    const [risen, grey] = await Promise.all([0, 1].map(async (i) => pixels.colouredShare(await lines.nth(i).screenshot(), 0.08)));
    expect(risen).toBeGreaterThan(0);
    expect(grey).toBe(0);
    await page.setViewportSize({ width: 390, height: 844 });
    await lines.first().waitFor({ state: 'hidden' });
    await page.context().close();
  });

  it('freezes everything at one instant, and still announces what is new', async () => {
    const page = await desk('/live?lang=ko');
    await page.locator('.tile').first().waitFor();
    await page.clock.runFor(2_000);
    await page.keyboard.press(' ');
    await page.getByText(/일시 정지 · 14:07:\d\d 기준/).waitFor();
    const before = await page.locator('.matrix').innerText();
    server.tell(STORIES.spike);
    server.incidents.put({ ...SPIKE, id: 'INC-2050' });
    await page.clock.runFor(4_000);
    await page.getByText('새 장애 1건').waitFor();
    expect(await page.locator('.matrix').innerText()).toBe(before);
    await page.getByRole('button', { name: '다시 시작' }).click();
    await page.clock.runFor(2_000);
    await page.locator('.tile[data-state="critical"]').waitFor();
    await page.context().close();
  });

  it('calls nothing normal while nobody judges', async () => {
    server.fail({ detectorStoppedAt: server.now() - 120_000 });
    const page = await desk('/live?lang=ko');
    await page.clock.runFor(2_000);
    await page.locator('.tile', { hasText: '판단 불가' }).first().waitFor();
    expect(await page.locator('.tile', { hasText: '정상' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('a slice', () => {
  it('says why it did not fire, and breaks down by another dimension', async () => {
    const page = await desk(`${SLICE}&lang=ko`);
    const text = await page.locator('.evidence').innerText();
    for (const part of ['왜 알리지 않았나', '알림 기준의 62%', '실패 9건이 이어지면', '민감도를 낮춘', '알림을 보내는'])
      expect(text).toContain(part);
    await page.getByText('412건 중 31건').waitFor();
    expect(await page.getByRole('row', { name: /nice/ }).innerText()).toMatch(/3\/8건/);
    expect(await page.getByRole('row', { name: /KG이니시스/ }).innerText()).toContain('412건 중 31건');
    expect(await page.getByRole('combobox').locator('option').allInnerTexts()).toContain('결제사');
    await page.getByRole('combobox').selectOption('browser');
    await page.getByText('610건 중 20건').waitFor();
    await page.getByRole('button', { name: '표로 보기' }).click();
    expect(await page.getByRole('row').count()).toBeGreaterThan(55);
    await page.context().close();
  });

  it('says what went wrong, by error and attempt by attempt, and runs none of it', async () => {
    const page = await desk(`${SLICE}&lang=ko`);
    await page.locator('.attempts li').first().waitFor();
    expect(await page.locator('.errors tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^한도 초과 1204\s+31건\s+51%$/),
      expect.stringMatching(/^잔액 부족 E-51\s+12건\s+20%$/),
      expect.stringMatching(/^시간 초과\s+6건\s+9\.8%$/),
      expect.stringMatching(/^그 밖의 오류\s+3건\s+4\.9%$/),
    ]);
    expect(await page.locator('.errors .hint').innerText()).toMatch(/^실패 61건 중 52건만 오류가 보고되었습니다\./);
    expect(await page.locator('.attempts li').count()).toBe(50);
    const first = await page.locator('.attempts li').first().innerText();
    for (const part of ['14:07:', '한도 초과', '1204', '크롬 141 · KG이니시스', '결제창 31초', '인증 5초', '승인 실패 4초'])
      expect(first).toContain(part);
    expect(await page.locator('.attempts li').nth(1).innerText()).toContain('<img src=x');
    expect(await page.locator('.attempts img').count()).toBe(0);
    await page.context().close();
  });

  it('says where errors are not kept apart', async () => {
    const page = await desk('/live/slice?f=provider:kg-inicis&journey=checkout&stage=authorisation&lang=en');
    await page.getByText('Errors are not kept apart by this dimension.').waitFor();
    await page.context().close();
  });

  it('shows its own last minutes where an incident covers it, and leads there: no numbers of nothing', async () => {
    const page = await desk('/live/slice?f=provider:kg-inicis&journey=checkout&stage=authorisation&lang=en');
    await page.getByText('An open incident tells of it').waitFor();
    const facts = page.locator('.slice-facts');
    expect(await facts.innerText()).toMatch(/^25%\s+usual 9% · 101 of 412 · last 5 min\s+part of INC-2041$/);
    const links = [facts.getByRole('link'), page.locator('.evidence').getByRole('link')];
    for (const link of links) expect(await link.getAttribute('href')).toBe('/incidents/INC-2041?lang=en');
    expect(await page.locator('.evidence').innerText()).not.toMatch(/\d%|Nearest|pages people/);
    await page.context().close();
  });

  it('says what is nearest to firing, and whose attempts it is judged without', async () => {
    const page = await desk('/live/slice?f=browser:chrome&journey=checkout&stage=authorisation&lang=en');
    await page.getByText('Nearest to firing: no result').waitFor();
    expect(await page.locator('.slice-facts').innerText()).toContain('9 of 40 waiting longer than usual');
    expect(await page.locator('.evidence').innerText()).toContain('6 more attempts without a result in a row');
    expect(await page.locator('.without a').getAttribute('href')).toBe('/incidents/INC-2041?lang=en');
    await page.context().close();
  });

  it('never says that it fires where nobody is paged', async () => {
    const page = await desk('/live/slice?f=region:seoul&journey=checkout&stage=authorisation&lang=ko');
    const text = await page.locator('.evidence').innerText();
    for (const part of ['왜 알리지 않았나', '장애로 알리지 않도록 정한 조건', '알림 기준의 100%']) expect(text).toContain(part);
    expect(text).not.toMatch(/왜 알렸나|이어지면 알립니다/);
    expect(text).toMatch(/14:03:20에 끝난 장애:\s+INC-2039/);
    expect(await page.locator('.incidents a').getAttribute('href')).toBe('/incidents/INC-2039?lang=ko');
    await page.context().close();
  });

  it('says in the reader\u2019s words that the server refuses, and leads on', async () => {
    const body = JSON.stringify({ code: 'invalid', detail: 'raw text of the API' });
    const page = await (await browser.newContext()).newPage();
    await page.route('**/v1/slices*', (route) => route.fulfill({ status: 422, contentType: 'application/problem+json', body }));
    await page.goto(`${origin}${SLICE}&lang=ko`);
    const alert = page.getByRole('alert');
    await alert.getByText('이 조건은 보여 드릴 수 없습니다.').waitFor();
    expect(await alert.innerText()).not.toContain('raw text');
    expect(await alert.getByRole('link').getAttribute('href')).toBe('/live?lang=ko');
    await page.context().close();
  });

  it.each([
    ['stage=nope&f=method:naver-pay', '그런 단계가 없습니다: nope', 'f=method%3Anaver-pay&journey=checkout&lang=ko'],
    ['stage=window&f=colour:red', '알 수 없는 필터: colour:red', 'journey=checkout&lang=ko&stage=window'],
  ])('names what nobody knows in %s, and opens without it', async (search, told, without) => {
    const page = await desk(`/live/slice?journey=checkout&${search}&lang=ko`);
    await page.getByRole('alert').getByText(told).waitFor();
    expect(await page.locator('.slice-facts').count()).toBe(0);
    expect(await page.getByRole('link', { name: '이것을 빼고 보기' }).getAttribute('href')).toBe(`/live/slice?${without}`);
    await page.context().close();
  });

  it('of conditions that are not counted together says so, and opens each by itself', async () => {
    const page = await desk('/live/slice?f=region:seoul&f=method:card&journey=checkout&stage=authorisation&lang=ko');
    await page.getByText('다른 기준과 함께 집계하지 않아 더 나눌 수 없습니다').waitFor();
    expect(await page.getByRole('link', { name: '서울' }).getAttribute('href')).toBe(
      '/live/slice?f=region%3Aseoul&journey=checkout&lang=ko&stage=authorisation',
    );
    expect(await page.getByText('kept').count()).toBe(0);
    await page.context().close();
  });
});

const PAGES = [
  ['/live', '실시간', 'Live'],
  [`${SLICE}&by=method`, '실시간', 'Live'],
  ['/incidents?status=open', '장애', 'Incidents'],
  ['/incidents/INC-2041', '장애', 'Incidents'],
  ['/stats?t=30d', '통계', 'Statistics'],
  ['/metrics/errors', '오류', 'Errors'],
] as const;

describe('the way between the pages of a desk', () => {
  it.each(PAGES)('is the same at %s, reached by keyboard, and names the page', async (path, ko, en) => {
    const page = await desk(`${path}${path.includes('?') ? '&' : '?'}lang=ko`);
    const nav = page.getByRole('navigation', { name: '화면' });
    expect(await nav.getByRole('link').allInnerTexts()).toEqual(['상황판', '실시간', '장애', '통계', '오류', '알림']);
    expect(await nav.locator('[aria-current=page]').allInnerTexts()).toEqual([ko]);
    for (const name of ['상황판', '실시간', '장애', '통계', '오류', '알림', 'English']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name);
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/lang=en/);
    const { searchParams } = new URL(page.url());
    expect([...new URL(path, origin).searchParams].filter(([name, value]) => !searchParams.getAll(name).includes(value))).toEqual([]);
    const pages = page.getByRole('navigation', { name: 'Pages' });
    expect(await pages.getByRole('link').allInnerTexts()).toEqual(['Wall', 'Live', 'Incidents', 'Statistics', 'Errors', 'Alerts']);
    expect(await pages.locator('[aria-current=page]').allInnerTexts()).toEqual([en]);
    await page.context().close();
  });
});

describe('on a phone', () => {
  it.each(['/incidents', '/live', SLICE, '/i/INC-2041'])('%s fits, with targets a thumb can hit', async (path) => {
    for (const lang of ['ko', 'en']) {
      const page = await desk(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, { width: 360, height: 640 });
      await page.locator('.row, .tile, .evidence, .mini svg').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      const heights = await page
        .locator('button:visible, select:visible, nav a:visible')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
      await page.context().close();
    }
  });
});
