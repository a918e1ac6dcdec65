import type { Browser } from 'playwright-core';
import { launch } from './browser.js';
import { STORIES } from './fixture/stories.js';
import { openWall, untilBoard, untilPage, type OpenWall, type WallSetting } from './wall-page.js';

jest.setTimeout(60_000);

let browser: Browser;
const open: OpenWall[] = [];

async function wallOf(setting: WallSetting): Promise<OpenWall> {
  const wall = await openWall(browser, setting);
  open.push(wall);
  return wall;
}

async function board(setting: WallSetting): Promise<OpenWall> {
  const wall = await wallOf(setting);
  await untilBoard(wall);
  return wall;
}

beforeAll(async () => {
  browser = await launch(process.env.CHROMIUM_BIN);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((wall) => wall.close()));
});
afterAll(() => browser.close());

const text = (wall: OpenWall, selector: string) => wall.page.locator(selector).innerText();
const beats = async (wall: OpenWall) => Number(await wall.page.locator('[data-beats]').getAttribute('data-beats'));
const rates = (wall: OpenWall) => wall.page.locator('.rate').allInnerTexts();
const snapshots = (wall: OpenWall) => wall.server.heard.filter((heard) => heard === 'resync').length;

/** Waits in real time, for what the server does by itself. */
async function until(done: () => Promise<boolean> | boolean, most = 8_000): Promise<void> {
  const end = Date.now() + most;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`not seen within ${String(most)} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a wall that is fed', () => {
  it('moves its hand by 6° per heartbeat and says how old its data is', async () => {
    const wall = await board({ story: STORIES.calm });
    const before = await beats(wall);
    await until(async () => (await beats(wall)) >= before + 2);
    const now = await beats(wall);
    expect(await wall.page.locator('[data-beats] line').getAttribute('transform')).toBe(`rotate(${String((now % 60) * 6)} 20 20)`);
    expect(await text(wall, '.freshness')).toMatch(/^실시간 · \d\.\d초 전$/);
    expect(await text(wall, '.strip')).toContain('최근 10초 동안 1,284개 구간 점검');
  });

  it('turns the tile red, says so in the header and in one sentence, and shows recovery afterwards', async () => {
    const wall = await board({ story: STORIES.calm });
    wall.server.tell(STORIES.rise);
    await untilPage(wall, async () => (await text(wall, '.verdict')) === '심각 · 타일 1개', 3_000);
    expect(await text(wall, '[data-tile="kg-inicis"] .status')).toBe('심각 · 4분째');
    expect(await wall.page.locator('[data-tile="kg-inicis"] .name').evaluate((name) => getComputedStyle(name).backgroundColor)).toBe(
      'rgb(214, 54, 42)',
    );
    expect((await wall.page.locator('.rail li').innerText()).replace(/\s+/g, ' ')).toMatch(
      /^심각 4분째 카드 × KG이니시스 승인 단계 31% 평소 9% 212건 중 66건 14:\d\d:\d\d부터$/,
    );
    wall.server.tell(STORIES.calm);
    await untilPage(wall, async () => (await text(wall, '.verdict')) === '이상 없음', 3_000);
    expect(await text(wall, '[data-tile="kg-inicis"] .status')).toBe('회복');
    expect(await text(wall, '.past')).toMatch(/카드 × KG이니시스\s+4분\s+승인/);
  });

  it('says that a window never comes back, in words and counts, and remembers it', async () => {
    const wall = await board({ story: STORIES.calm });
    wall.server.tell(STORIES.stalled);
    await untilPage(wall, async () => (await text(wall, '.verdict')) === '심각', 3_000);
    expect(await text(wall, '[data-tile="window"] .status')).toBe('주의 응답 없음');
    expect(await text(wall, '[data-tile="window"] .usual')).toBe('41/96건 대기');
    expect((await wall.page.locator('.rail li').innerText()).replace(/\s+/g, ' ')).toMatch(
      /^심각 4분째 KG이니시스 결제창 응답 없음 93% 평소 5% 40건 중 37건 대기 14:\d\d:\d\d부터$/,
    );
    wall.server.tell(STORIES.calm);
    await untilPage(wall, async () => (await text(wall, '.verdict')) === '이상 없음', 3_000);
    expect(await text(wall, '.past')).toMatch(/KG이니시스\s+4분\s+결제창 응답 없음/);
  });

  it('tells how many are paying as it changes', async () => {
    const wall = await board({ story: STORIES.calm });
    const told = await text(wall, '.paying');
    expect(told).toMatch(/^결제 중 [23]\d\d명$/);
    await until(async () => (await text(wall, '.paying')) !== told);
  });

  it('shows counts instead of percentages where few attempts were made', async () => {
    const wall = await board({ story: STORIES.few });
    const shown = (id: string) => wall.page.locator(`[data-tile="${id}"] .rate`).getAttribute('data-kind');
    expect(await Promise.all(['opened', 'card', 'transfer'].map(shown))).toEqual(['tentative', 'counts', 'none']);
    expect(await text(wall, '[data-tile="card"] .usual')).toMatch(/^표본 적음 · \dd?건$/);
    expect(await text(wall, '[data-tile="transfer"] .status')).toBe('유입 없음 4분째');
  });

  it('asks for a snapshot when a number is missing, once, and goes on', async () => {
    const wall = await board({ story: STORIES.calm });
    const before = snapshots(wall);
    wall.server.lose(3);
    wall.server.tell(STORIES.rise);
    await until(() => snapshots(wall) === before + 1);
    await untilPage(wall, async () => (await text(wall, '.verdict')) === '심각 · 타일 1개', 5_000);
    expect(snapshots(wall)).toBe(before + 1);
  });

  it('asks for a snapshot when it is shown again', async () => {
    const wall = await board({ story: STORIES.calm });
    const before = snapshots(wall);
    await wall.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await until(() => snapshots(wall) === before + 1);
  });
});

describe('a wall that is cut off', () => {
  it('stops its hand at once, says it is late by 3 s, raises the banner by 10 s and takes its numbers away by 60 s', async () => {
    const wall = await board({ story: STORIES.rise });
    wall.server.fail({ mute: true });
    await wall.page.waitForTimeout(1_100);
    const hand = await beats(wall);
    await untilPage(wall, async () => /^지연 [34]초$/.test(await text(wall, '.freshness')), 4_000);
    expect(await beats(wall)).toBe(hand);
    expect(await wall.page.locator('.banner').count()).toBe(0);
    await untilPage(wall, async () => (await wall.page.locator('.banner').count()) === 1, 8_000);
    expect(await text(wall, '.banner')).toMatch(/^연결 끊김 · 14:07:\d\d 이후 멈춤/);
    expect(await wall.page.locator('.tile.hatched').count()).toBe(8);
    expect(await wall.page.locator('.rail .hatched').count()).toBe(2);
    expect((await rates(wall)).some((rate) => /\d/.test(rate))).toBe(true);
    await wall.later(50_000);
    expect(new Set(await rates(wall))).toEqual(new Set(['—']));
    expect(await beats(wall).catch(() => hand)).toBe(hand);
  });

  it('comes back with a whole picture and tells of the gap', async () => {
    const wall = await board({ story: STORIES.calm });
    wall.server.fail({ mute: true });
    wall.server.drop();
    await untilPage(wall, async () => /재연결 \d+회째/.test(await text(wall, 'header')), 30_000);
    wall.server.tell(STORIES.rise);
    wall.server.heal();
    await untilPage(wall, async () => (await wall.page.locator('.verdict').count()) === 1, 40_000);
    await untilPage(wall, async () => (await text(wall, '.verdict')) === '심각 · 타일 1개', 5_000);
    // It shares its place with what is said of the sound, ten seconds of the server's time each.
    await untilPage(wall, async () => /14:0\d:\d\d–14:\d\d:\d\d 화면 끊김/.test(await text(wall, '.strip')), 60_000);
  }, 120_000);

  it('gives up a connection that is open and silent', async () => {
    const wall = await board({ story: STORIES.calm });
    const before = wall.server.heard.filter((heard) => heard === 'subscribe wall').length;
    wall.server.fail({ mute: true });
    await untilPage(wall, () => Promise.resolve(wall.server.heard.filter((heard) => heard === 'subscribe wall').length > before), 14_000);
  });

  it('says that it is not let in, and asks for no password', async () => {
    const wall = await wallOf({ story: STORIES.calm, before: (server) => server.fail({ refuse: true }) });
    await untilPage(wall, async () => (await wall.page.locator('.banner').count()) === 1, 3_000);
    expect(await text(wall, '.banner')).toContain('이 화면의 연결 권한이 끝났습니다');
    expect(await wall.page.locator('input').count()).toBe(0);
    wall.server.heal();
    await untilPage(wall, async () => (await wall.page.locator('.tile').count()) === 8, 20_000);
  });
});

describe('data that stopped, a detector that stopped', () => {
  // In real time: page time that runs ahead of the server's heartbeats would make the link itself late.
  it('hatches the tiles though the server is alive', async () => {
    const wall = await board({ story: STORIES.calm });
    wall.server.fail({ dataStoppedAt: wall.server.now() - 37_000 });
    await until(async () => (await text(wall, '.verdict')) === '판단 불가');
    expect(await text(wall, '.freshness')).toMatch(/^지연 \d\d초$/);
    expect(await wall.page.locator('.paying').count()).toBe(0);
    expect(await text(wall, '.strip')).toMatch(/수집 지연 \d\d초/);
    expect(await wall.page.locator('.tile.stale').count()).toBe(8);
    wall.server.fail({ dataStoppedAt: wall.server.now() - 61_000 });
    await until(async () => (await rates(wall)).every((rate) => rate === '—'));
    expect(await text(wall, '.freshness')).toMatch(/^멈춤 14:0\d:\d\d$/);
  });

  it('says that nobody is watching', async () => {
    const wall = await board({ story: STORIES.calm });
    wall.server.fail({ detectorStoppedAt: wall.server.now() - 20_000 });
    await until(async () => (await text(wall, '.verdict')) === '판단 불가');
    wall.server.fail({ detectorStoppedAt: wall.server.now() - 70_000 });
    await until(async () => (await wall.page.locator('.banner').count()) === 1);
    expect(await text(wall, '.banner')).toBe('감시가 멈췄습니다. 결제 상태를 알 수 없습니다.');
  });

  it('says so, too, when two self-tests in a row did not come through, however busy the detector says it is', async () => {
    const wall = await board({ story: STORIES.calm });
    expect(await text(wall, '.strip')).toMatch(/점검 · 자체 점검 14:0\d(:00)? 통과/);
    wall.server.fail({ selfTestStoppedAt: wall.server.now() - 131_000 });
    await until(async () => (await wall.page.locator('.banner').count()) === 1);
    expect(await text(wall, '.banner')).toBe('감시가 멈췄습니다. 결제 상태를 알 수 없습니다.');
    expect(await text(wall, '.strip')).toMatch(/자체 점검 실패 · 마지막 통과 14:0\d:\d\d/);
    expect(await wall.page.locator('.tile.stale').count()).toBe(8);
  });

  it('takes the alerts that a restarted server does not know yet neither for recovered nor for calm', async () => {
    const wall = await board({ story: STORIES.rise });
    wall.server.fail({ detectorStoppedAt: 0 });
    wall.server.tell({ ...STORIES.learning, alerts: [] });
    await until(async () => (await text(wall, '.verdict')) === '판단 불가');
    expect(await text(wall, '.strip')).toMatch(/점검 지연 \d초/);
    expect(await wall.page.locator('.tile.stale').count()).toBe(8);
    expect(await wall.page.locator('.past').count()).toBe(0);
    wall.server.fail({ detectorStoppedAt: null });
    wall.server.tell(STORIES.rise);
    await until(async () => (await text(wall, '.verdict')) === '심각 · 타일 1개');
    wall.server.tell({ ...STORIES.calm, alerts: [] });
    await until(async () => (await wall.page.locator('.past').count()) === 1);
    expect((await text(wall, '.past')).match(/카드 × KG이니시스/g)).toHaveLength(1);
  });
});

describe('a wall without a board', () => {
  it('says which board does not exist', async () => {
    const wall = await wallOf({ story: STORIES.calm });
    await wall.page.goto(`${wall.origin}/wall/nope%3Cb%3E?lang=en`);
    await untilPage(wall, async () => (await wall.page.locator('h1').count()) === 1, 3_000);
    expect(await text(wall, 'h1')).toBe("There is no board 'nope<b>'");
  });

  it('leads to the first event where none ever came, and starts by itself when it does', async () => {
    const wall = await wallOf({ story: STORIES.empty });
    await untilPage(wall, async () => (await wall.page.locator('h1').count()) === 1, 3_000);
    expect(await text(wall, 'h1')).toBe('아직 받은 이벤트가 없습니다');
    expect(await wall.page.getByRole('link').getAttribute('href')).toBe('/start?lang=ko');
    wall.server.tell(STORIES.few);
    await untilPage(wall, async () => (await wall.page.locator('.tile').count()) === 8, 3_000);
  });
});

describe('a wall that looks after itself', () => {
  it('loads a new build at a calm minute, not while something is wrong', async () => {
    const wall = await board({ story: STORIES.rise });
    await wall.page.evaluate(() => (document.documentElement.dataset.life = 'first'));
    const life = () => wall.page.locator('html').getAttribute('data-life');
    await wall.later(61_000);
    wall.server.deploy('build-2');
    const seen = await beats(wall).catch(() => 0);
    await until(async () => (await beats(wall).catch(() => 0)) >= seen + 2);
    await wall.later(2_000);
    expect(await life()).toBe('first');
    wall.server.tell(STORIES.calm);
    await untilPage(wall, async () => (await life().catch(() => null)) === null, 5_000);
    await untilBoard(wall);
  });

  it('hides the pointer after three seconds and stands a little elsewhere every three minutes', async () => {
    const wall = await board({ story: STORIES.calm });
    const place = () => wall.page.locator('.wall').evaluate((board) => board.style.transform);
    const before = await place();
    await wall.later(3_100);
    expect(await wall.page.locator('.wall').evaluate((board) => getComputedStyle(board).cursor)).toBe('none');
    wall.server.jump(180_000);
    await untilPage(wall, async () => (await place()) !== before, 3_000);
  });
});
