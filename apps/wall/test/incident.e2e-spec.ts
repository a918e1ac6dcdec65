import type { Browser, Page } from 'playwright-core';
import { launch } from './browser.js';
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

  it.each(['ko', 'en'])('P3: a thumb hits what it means in %s', async (lang) => {
    const page = await incidentPage(`/i/INC-2041?lang=${lang}`);
    await page.getByRole('button', { name: lang === 'ko' ? '더보기' : 'More' }).click();
    const targets = page.locator('button:visible, a:visible, textarea:visible');
    const boxes = (await Promise.all((await targets.all()).map((target) => target.boundingBox()))).flatMap((box) => (box ? [box] : []));
    expect(boxes.length).toBeGreaterThan(6);
    expect(Math.min(...boxes.map(({ height }) => height))).toBeGreaterThanOrEqual(48);
    expect(Math.min(...boxes.map(({ width }) => width))).toBeGreaterThanOrEqual(48);
    const bar = await Promise.all((await page.locator('.buttons button').all()).map((button) => button.boundingBox()));
    const gaps = bar.slice(1).map((box, i) => (box?.x ?? 0) - (bar[i]?.x ?? 0) - (bar[i]?.width ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(8);
    expect(bar.map((box) => box?.height)).toEqual([56, 56, 56]);
    await page.close();
  });

  it('shrinks its chart where there is little room', async () => {
    const page = await incidentPage('/i/INC-2041?lang=ko', { width: 320, height: 568 });
    expect(await page.locator('.mini').evaluate((chart) => chart.getBoundingClientRect().height)).toBe(96);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.close();
  });
});

describe('every kind and state in its own words', () => {
  it.each([
    ['INC-2042', '결제창 단계 응답 없음', '40건 중 37건이 평소보다 오래 대기'],
    ['INC-2043', '승인 단계 시도 급감', '예상 320건 중 122건'],
    ['INC-2043', '승인 단계 시도 급감', '38%'],
    ['INC-2044', '승인 단계 실패 급증', '평소 6% (배우는 중)'],
    ['INC-2044', '계좌이체', '국민은행 정기 점검'],
    ['INC-2045', '인증 단계 이탈 급증', '회복 관찰 중'],
    ['INC-2045', '토스페이먼츠', '다시 알림'],
    ['INC-2046', '승인 단계 지연', '230건 중 61건 지연'],
    ['INC-2047', '감시 중단', '결제 상태를 알 수 없습니다.'],
    ['INC-2039', '승인 단계 거절 급증', '16분 지속 · 최고'],
    ['INC-2031', '계좌이체', '오탐'],
  ])('%s: %s, %s', async (id, headline, told) => {
    const page = await incidentPage(`/incidents/${id}?lang=ko`);
    await page.locator('.below ol').waitFor();
    expect(await page.locator('h1').innerText()).toContain(headline);
    expect(await page.locator('.first').innerText()).toContain(told);
    await page.close();
  });

  it('compares over one time, which it says, and tells what no listed error is about', async () => {
    const page = await incidentPage('/i/INC-2041?lang=ko');
    const table = page.locator('table', { hasText: '다른 결제사' });
    expect(await table.locator('caption').innerText()).toBe('모든 건수는 14:03:11~14:07:27 기준');
    expect(await table.locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^IE 10 이하 × KG이니시스\s+31%\s+9%\s+64\/208$/),
      expect.stringMatching(/^다른 브라우저 × KG이니시스.*8\.7%\s+8\.8%\s+95\/1,092$/s),
      expect.stringMatching(/^다른 결제사 × IE 10 이하.*9\.8%\s+9\.5%\s+14\/143$/s),
    ]);
    expect(await page.locator('.panel', { hasText: 'PW-310' }).locator('li').last().innerText()).toMatch(
      /^그 밖의 오류, 오류 코드 없음\s+7\.8% 5건$/,
    );
    await page.close();
  });

  it.each([
    ['ko', '영향 금액 추정', '약 120만~340만 원', '시간당 약 220만 원 · 금액(KRW)을 모르는 4건은 뺀 값'],
    [
      'en',
      'Money at risk, estimated',
      'about ₩1,200,000–₩3,400,000',
      'about ₩2,200,000 an hour · without 4 whose amount in KRW is not known',
    ],
  ])('tells what it costs in %s, and what is not in it', async (lang, name, amount, note) => {
    for (const path of ['/i/INC-2041', '/incidents/INC-2041']) {
      const page = await incidentPage(`${path}?lang=${lang}`);
      expect(await page.locator('.money').innerText()).toMatch(new RegExp(`${name}\\s+${amount}`));
      expect(await page.locator('[data-of="money"]').innerText()).toBe(note);
      await page.close();
    }
    const page = await incidentPage(`/i/INC-2043?lang=${lang}`);
    await page.locator('.below').waitFor();
    expect(await page.locator('.money').count()).toBe(0);
    await page.close();
  });

  it('draws what came beside what was to be expected, where it is about what does not come', async () => {
    const page = await incidentPage('/incidents/INC-2043?lang=ko');
    await page.locator('.mini svg').waitFor();
    expect(await page.locator('.mini .usual').first().getAttribute('d')).toContain('L');
    expect(await page.locator('.mini .top').innerText()).toMatch(/^[\d,]+$/);
    expect(await page.locator('.mini svg').getAttribute('aria-label')).toBe('최근 결제 시도: 예상 320건 중 122건');
    await page.getByRole('button', { name: '표로 보기' }).click();
    expect(await page.locator('.below thead').first().innerText()).toMatch(/시각\s+실제\s+예상\s+예상 대비/);
    expect(await page.locator('main').innerText()).not.toContain('실패율');
    expect(await page.locator('.below ol').innerText()).toContain('예상 107건 중 41건');
    await page.close();
  });

  it('says that there is none, with the status for it', async () => {
    const page = await browser.newPage({ viewport: PHONE });
    const answer = await page.goto(`${origin}/i/nothing?lang=ko`);
    expect(answer?.status()).toBe(404);
    expect(await page.locator('h1').innerText()).toBe('그런 장애가 없습니다');
    await page.close();
  });

  it('says that it may not be seen, and nothing about it', async () => {
    const page = await browser.newPage({ viewport: PHONE });
    const body = JSON.stringify({ code: 'not_allowed', detail: 'no' });
    await page.route('**/v1/incidents/*', (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body }));
    await page.goto(`${origin}/i/INC-2041?lang=ko`);
    await page.getByRole('heading', { name: '이 장애를 볼 권한이 없습니다' }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('KG이니시스');
    await page.close();
  });
});
