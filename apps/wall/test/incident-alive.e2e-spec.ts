import { gzipSync } from 'node:zlib';
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

/** A phone with the page open, belonging to somebody or not yet. */
async function phone(name?: string, query = 'lang=ko'): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  await page.clock.install();
  if (name !== undefined) await page.addInitScript((mine) => localStorage.setItem('tillwatch.name', mine), name);
  await page.goto(`${origin}/i/INC-2041?${query}`);
  await page.locator('.pill[data-state="live"]').first().waitFor({ state: 'attached' });
  return page;
}

/** Taps twice where something is, without a moment in between however busy this machine is. */
async function tapTwice(page: Page, name: string): Promise<void> {
  const box = await page.getByRole('button', { name, exact: true }).boundingBox();
  await page.clock.pauseAt(Date.now() + 2_000);
  await page.mouse.dblclick((box?.x ?? 0) + 40, (box?.y ?? 0) + 28);
}

const acknowledge = (page: Page) => page.getByRole('button', { name: '확인', exact: true }).click();

describe('the page before its script', () => {
  it('P2: reads without any script', async () => {
    const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/i/INC-2041?lang=ko`);
    const text = await page.locator('main').innerText();
    for (const part of [
      '심각',
      'IE 10 이하 × KG이니시스',
      '인증 단계 실패 급증',
      '31%',
      '평소 9%',
      '212건 중 66건 실패',
      '14:03:20',
      '가맹점 38곳',
    ])
      expect(text).toContain(part);
    expect(await page.locator('.figure strong').evaluate((element) => getComputedStyle(element).fontSize)).toBe('56px');
    await context.close();
  });

  it('P2: is readable within three seconds on slow 3G, in no more than 60 kB', async () => {
    const html = await (await fetch(`${origin}/i/INC-2041?lang=en`)).text();
    expect(html.length).toBeLessThanOrEqual(60_000);
    expect(gzipSync(html).length).toBeLessThanOrEqual(15_000);
    const page = await browser.newPage({ viewport: PHONE });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    // What the browser's own tools call slow 3G.
    await devtools.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 2_000, downloadThroughput: 50_000, uploadThroughput: 50_000 },
    });
    await page.goto(`${origin}/i/INC-2041?lang=en`, { waitUntil: 'commit' });
    await page.getByText('66 of 212 failed').waitFor();
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity);
    expect(painted).toBeLessThanOrEqual(3_000);
    await page.close();
  });

  it('is taken over without a word changing, and shows what merchants are called as text', async () => {
    const page = await browser.newPage({ viewport: PHONE });
    const heard = complaints(page);
    await page.goto(`${origin}/i/INC-2041?lang=ko`);
    await page.locator('.below ol').waitFor();
    expect(await page.getByText(HOSTILE_MERCHANT).count()).toBe(1);
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.getByText('KG이니시스 전체나 IE 10 이하 전체가 아니라 두 조건이 겹칠 때만 올랐습니다.').count()).toBe(1);
    expect(heard).toEqual([]);
    await page.close();
  });
});

describe('doing something about it', () => {
  it('asks once for a name, is done at once, and can be taken back for ten seconds', async () => {
    const page = await phone();
    await acknowledge(page);
    await page.getByRole('textbox', { name: '이름' }).fill('김지원');
    await page.keyboard.press('Enter');
    await page.getByText('확인했습니다.').waitFor();
    await page.getByText(/확인됨 · 김지원/).waitFor();
    expect(server.incidents.heard).toEqual([{ id: 'INC-2041', action: 'acknowledge', by: '김지원' }]);
    await page.getByRole('button', { name: '되돌리기' }).click();
    await page.getByText('확인을 취소했습니다.').waitFor();
    await page.getByText('미확인').waitFor();
    expect(await page.getByRole('button', { name: '되돌리기' }).count()).toBe(0);
    await page.clock.runFor(3_000);
    await page.locator('.below ol', { hasText: '확인 취소' }).waitFor();
    await acknowledge(page);
    await page.getByText('확인했습니다.').waitFor();
    await page.clock.runFor(11_000);
    expect(await page.getByRole('button', { name: '되돌리기' }).count()).toBe(0);
    expect(server.incidents.heard.map(({ action }) => action)).toEqual(['acknowledge', 'unacknowledge', 'acknowledge']);
    await page.context().close();
  });

  it('is taken by the link of a message in one tap, by whoever gave a name here before', async () => {
    const [first, second] = [await phone('김지원'), await phone()];
    const link = new URL('?lang=ko&do=acknowledge', first.url()).href;
    await first.goto(link);
    await first.getByText('확인했습니다.').waitFor();
    expect(new URL(first.url()).search).toBe('?lang=ko');
    // Whoever comes later by the same link is told; without a name nothing is done but asking for one.
    await second.goto(link);
    await second.getByRole('textbox', { name: '이름' }).waitFor();
    expect(server.incidents.heard).toEqual([{ id: 'INC-2041', action: 'acknowledge', by: '김지원' }]);
    await second.getByRole('textbox', { name: '이름' }).fill('박서준');
    await second.keyboard.press('Enter');
    await second.getByText('김지원이 먼저 확인했습니다.').waitFor();
    await first.context().close();
    await second.context().close();
  });

  it('says who was told, how long it took, and what could not be delivered', async () => {
    const at = (seconds: number): string => new Date(server.now() - 60_000 + seconds * 1_000).toISOString();
    const sent = { abnormalAt: at(-11), receivedAt: at(-10.5), judgedAt: at(0), decidedAt: at(0.1), sentAt: at(0.2), deliveredAt: at(0.4) };
    const told = {
      id: 'INC-2041-1-chat',
      incident: 'INC-2041',
      version: 1,
      channel: 'chat',
      kind: 'opened',
      state: 'sent',
      insteadOf: null,
    } as const;
    const done = { ...told, ...sent, tries: 1, fault: null, said: null, nextTryAt: null, againAt: null };
    const lost = {
      ...done,
      id: 'INC-2041-1-mail',
      channel: 'mail',
      state: 'dead',
      deliveredAt: null,
      said: 'answered 401: <b>who</b>',
    } as const;
    server.incidents.notifications = [done, lost];
    server.incidents.held = [{ channel: 'pager', reason: 'quiet_hours', at: at(0.1) }];
    const page = await phone();
    const panel = page.locator('section', { has: page.getByRole('heading', { name: '알림', exact: true }) });
    await panel.getByText('새 장애 chat · 전달됨').waitFor();
    expect(await panel.innerText()).toMatch(
      /이상 \d\d:\d\d:\d\d · 접수 \d\d:\d\d:\d\d · 판단 \d\d:\d\d:\d\d · 결정 \+0\.1초 · 보냄 \+0\.2초 · 받음 \+0\.4초/,
    );
    expect(await panel.innerText()).toContain('mail · 전달하지 못함 (answered 401: <b>who</b>)');
    expect(await panel.innerText()).toContain('알리지 않음 pager · 조용한 시간');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.context().close();
  });

  it('P7: the second device hears the first one\u2019s name, and no error', async () => {
    const [first, second] = [await phone('김지원'), await phone('박서준')];
    let arrive = (): void => undefined;
    const late = new Promise<void>((resolve) => (arrive = resolve));
    await second.route('**/acknowledge', async (route) => {
      await late;
      await route.continue();
    });
    await acknowledge(second);
    await acknowledge(first);
    await first.getByText(/확인됨 · 김지원/).waitFor();
    arrive();
    await first.getByText('확인했습니다.').waitFor();
    await second.getByText('김지원이 먼저 확인했습니다.').waitFor();
    await second.getByText(/확인됨 · 김지원/).waitFor();
    expect(await second.getByRole('button', { name: '되돌리기' }).count()).toBe(0);
    await first.context().close();
    await second.context().close();
  });

  it('asks for the name however often it is tapped, then says who has taken it and what is next', async () => {
    const page = await phone();
    const bar = page.locator('.bar');
    await tapTwice(page, '확인');
    await page.getByRole('textbox', { name: '이름' }).waitFor();
    // A moment later a tap beside the sheet closes it as ever.
    await page.clock.runFor(1_000);
    await page.mouse.click(40, 20);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await acknowledge(page);
    await page.getByRole('textbox', { name: '이름' }).fill('김지원');
    await page.keyboard.press('Enter');
    await bar.getByText('김지원이 확인함').waitFor();
    expect(await bar.locator('.buttons button').allInnerTexts()).toEqual(['해결', '다시 알림', '더보기']);
    await page.keyboard.press('a');
    await page.clock.runFor(1_000);
    await page.getByRole('button', { name: '해결', exact: true }).click();
    expect(await page.getByRole('dialog').innerText()).toContain('아직 31%입니다.');
    expect(server.incidents.heard.map(({ action }) => action)).toEqual(['acknowledge']);
    await page.context().close();
  });

  it('asks nobody for a name whose link carries it, and says whose it is and how long', async () => {
    server.incidents.me = { ...server.incidents.me, by: 'link', name: '박서준', until: new Date(Date.now() + 41_000_000).toISOString() };
    const page = await phone('김지원');
    await page.getByRole('button', { name: '더보기' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('이 기기에서 하는 일은 박서준 이름으로 남습니다.').waitFor();
    expect(await dialog.innerText()).toMatch(/링크를 쓸 수 있는 시간: 11시간 2\d분/);
    expect(await dialog.getByRole('button', { name: '이름 바꾸기' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await acknowledge(page);
    await page.locator('.bar').getByText('박서준이 확인함').waitFor();
    await page.context().close();
  });

  it('lets a name that was mistyped be changed', async () => {
    const page = await phone('김지완');
    await page.getByRole('button', { name: '더보기' }).click();
    await page.getByText('이 기기에서 하는 일은 김지완 이름으로 남습니다.').waitFor();
    await page.getByRole('button', { name: '이름 바꾸기' }).click();
    const field = page.getByRole('textbox', { name: '이름' });
    expect(await field.inputValue()).toBe('김지완');
    await field.fill('김지원');
    await page.keyboard.press('Enter');
    await acknowledge(page);
    await page.locator('.bar').getByText('김지원이 확인함').waitFor();
    expect(server.incidents.heard).toEqual([{ id: 'INC-2041', action: 'acknowledge', by: '김지원' }]);
    await page.context().close();
  });

  it('takes a double tap of who is known for one, and nothing that came under the finger for meant', async () => {
    const page = await phone('김지원');
    await tapTwice(page, '확인');
    await page.locator('.bar').getByText('김지원이 확인함').waitFor();
    await page.getByText('확인했습니다.', { exact: true }).waitFor();
    // The third one comes late, and is still of the same hand.
    await page.getByRole('button', { name: '해결', exact: true }).click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(server.incidents.heard).toHaveLength(1);
    await page.context().close();
  });

  it('says that a note is empty, and keeps the sheet open for it', async () => {
    const page = await phone('김지원');
    for (const open of ['n', 'r']) {
      await page.keyboard.press(open);
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: '메모' }).fill('   ');
      await dialog.getByRole('button', { name: '남기기' }).click();
      await dialog.getByRole('alert').getByText('메모가 비어 있습니다. 내용을 적어 주세요.').waitFor();
      await dialog.getByRole('textbox', { name: '메모' }).fill('봄');
      expect(await dialog.getByRole('alert').count()).toBe(0);
      await page.keyboard.press('Escape');
    }
    expect(server.incidents.heard).toEqual([]);
    await page.context().close();
  });

  it('sends what is pending when the page is left', async () => {
    const page = await phone('김지원');
    await page.keyboard.press('r');
    await page.getByRole('button', { name: '해결', exact: true }).click();
    await page.getByText(/해결 · \d+초 뒤 보냅니다/).waitFor();
    expect(server.incidents.heard).toEqual([]);
    await page.goto('about:blank');
    for (let i = 0; i < 50 && server.incidents.heard.length === 0; i += 1) await page.waitForTimeout(100);
    expect(server.incidents.heard.map(({ action }) => action)).toEqual(['resolve']);
    await page.context().close();
  });

  it('snoozes and notes at once, closes as a false alarm after a moment; keys do the same', async () => {
    const page = await phone('김지원');
    await page.keyboard.press('s');
    await page.getByRole('button', { name: '30분 뒤' }).click();
    await page.getByText('다시 알림을 설정했습니다.').waitFor();
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: '메모' }).fill('결제사에 <b>문의</b>함');
    await page.getByRole('button', { name: '남기기' }).click();
    await page.clock.runFor(3_000);
    await page.getByText('결제사에 <b>문의</b>함').waitFor();
    await page.keyboard.press('r');
    expect(await page.getByRole('dialog').innerText()).toContain('아직 31%입니다.');
    await page.getByRole('button', { name: '오탐' }).click();
    await page.clock.runFor(11_000);
    await page.locator('.badge', { hasText: '오탐' }).waitFor();
    expect(server.incidents.heard.map(({ action }) => action)).toEqual(['snooze', 'note', 'wrong-alarm']);
    await page.context().close();
  });

  it('keeps what it cannot send, says so, and sends it when the line is back', async () => {
    const page = await phone('김지원');
    await page.route('**/v1/**', (route) => route.abort());
    server.fail({ mute: true });
    await acknowledge(page);
    await page.clock.fastForward(12_000);
    await page.getByText('확인 전송 대기 중').waitFor();
    await page.locator('.sub .pill[data-state="down"]').waitFor();
    expect(await page.locator('.sub .pill').innerText()).toMatch(/연결 끊김 · 14:07:\d\d 기준/);
    expect(await page.getByText('212건 중 66건 실패').count()).toBe(1);
    await page.unroute('**/v1/**');
    server.heal();
    await page.clock.runFor(6_000);
    await page.getByText('확인했습니다.').waitFor();
    expect(server.incidents.heard).toHaveLength(1);
    await page.context().close();
  });

  it('follows what the detector finds out, without moving what is being read', async () => {
    const page = await phone();
    await page.locator('.below ol').waitFor();
    await page.evaluate(() => scrollTo(0, 900));
    const before = await page.locator('h2', { hasText: '영향 가맹점' }).evaluate((element) => element.getBoundingClientRect().y);
    server.incidents.put({ ...SPIKE, version: 2, total: 412, failed: 140, rate: 140 / 412, recovering: true });
    await page.getByText('412건 중 140건 실패').waitFor();
    await page.getByText('회복 관찰 중').waitFor();
    const after = await page.locator('h2', { hasText: '영향 가맹점' }).evaluate((element) => element.getBoundingClientRect().y);
    expect(Math.abs(after - before)).toBeLessThanOrEqual(1);
    await page.context().close();
  });
});
