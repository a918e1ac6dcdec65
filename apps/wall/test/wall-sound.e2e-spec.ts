import type { Browser } from 'playwright-core';
import { launch } from './browser.js';
import { STORIES } from './fixture/stories.js';
import type { Story } from './fixture/story.js';
import { openWall, untilBoard, untilPage, type OpenWall, type WallSetting } from './wall-page.js';

jest.setTimeout(60_000);

let browser: Browser;
const open: OpenWall[] = [];

/** Stands in for the browser's audio, whose own policy differs from machine to machine: notes what is to be heard. */
function noteAudio(state: 'suspended' | 'running'): void {
  const heard = { state, pulses: [] as number[], stops: 0 };
  const param = () => ({ value: 0, setValueAtTime: () => 0, linearRampToValueAtTime: () => 0, setTargetAtTime: () => (heard.stops += 1) });
  const node = () => ({ gain: param(), connect: (next: unknown) => next });
  class Noted {
    readonly currentTime = 1;
    readonly destination = {};
    createGain = node;
    createPeriodicWave = () => ({});
    get state(): string {
      return heard.state;
    }
    createOscillator(): object {
      const frequency = param();
      const start = () => heard.pulses.push(Math.round(frequency.value));
      return { ...node(), frequency, start, stop: () => 0, setPeriodicWave: () => 0 };
    }
    // Only a touch lets a page be heard.
    resume(): Promise<void> {
      if (navigator.userActivation.hasBeenActive) heard.state = 'running';
      return Promise.resolve();
    }
  }
  Object.assign(globalThis, { AudioContext: Noted, heard });
}

async function board(setting: WallSetting & { readonly audio?: 'suspended' | 'running' }): Promise<OpenWall> {
  const context = { viewport: { width: 1920, height: 1080 } };
  const wall = await openWall(browser, {
    ...setting,
    context,
    prepare: (page) => page.addInitScript(noteAudio, setting.audio ?? 'running'),
  });
  open.push(wall);
  await untilBoard(wall);
  await wall.later(1_000);
  return wall;
}

beforeAll(async () => {
  browser = await launch(process.env.CHROMIUM_BIN);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((wall) => wall.close()));
});
afterAll(() => browser.close());

const CRITICAL = [523, 523, 523, 659, 659];
const WARNING = [440, 440, 440];
const heardOf = (wall: OpenWall) =>
  wall.page.evaluate(() => (globalThis as unknown as { heard: { pulses: number[]; stops: number } }).heard);
const strip = (wall: OpenWall) => wall.page.locator('.strip').innerText();
const withAlerts = (alerts: Story['alerts']): Story => ({ ...STORIES.calm, alerts });

describe('sound while nobody has touched the page', () => {
  it('is held, said to be off, and then played once: the most urgent of three', async () => {
    const wall = await board({ story: STORIES.calm, audio: 'suspended' });
    expect(await strip(wall)).toContain('소리 꺼짐 · 리모컨 OK를 누르세요');
    const [first, second, third] = STORIES.flood.alerts.filter(({ state }) => state === 'warning').concat(STORIES.flood.alerts);
    if (!first || !second || !third) throw new Error('the story is too short');
    for (const alerts of [[first], [first, second], [first, second, third]]) {
      wall.server.tell(withAlerts(alerts));
      await wall.page.waitForTimeout(200);
      await wall.later(1_000);
    }
    expect((await heardOf(wall)).pulses).toEqual([]);
    await wall.page.keyboard.press('Enter');
    await untilPage(wall, async () => (await heardOf(wall)).pulses.length > 0, 2_000);
    await wall.later(2_000);
    expect((await heardOf(wall)).pulses).toEqual(CRITICAL);
    expect(await strip(wall)).not.toContain('소리');
  });
});

describe('sound', () => {
  it('is one for many criticals of one provider, which are one card', async () => {
    const wall = await board({ story: STORIES.calm });
    const four = STORIES.flood.alerts.filter(({ state }) => state === 'critical').slice(0, 4);
    for (const n of [1, 2, 3, 4]) {
      wall.server.tell(withAlerts(four.slice(0, n)));
      await wall.page.waitForTimeout(150);
      await wall.later(1_000);
    }
    expect(await wall.page.locator('.large h2').innerText()).toBe('KG이니시스');
    expect(await wall.page.locator('.large, .other').count()).toBe(1);
    expect((await heardOf(wall)).pulses).toEqual(CRITICAL);
  });

  it('stops within a second when somebody takes it, and is heard no more', async () => {
    const wall = await board({ story: STORIES.calm });
    wall.server.tell(STORIES.spike);
    await untilPage(wall, async () => (await heardOf(wall)).pulses.length > 0, 2_000);
    const before = (await heardOf(wall)).stops;
    wall.server.tell(STORIES.acknowledged);
    await wall.page.waitForFunction((stops) => (globalThis as unknown as { heard: { stops: number } }).heard.stops > stops, before, {
      timeout: 1_000,
    });
    wall.server.jump(20_000);
    await wall.later(20_000);
    expect((await heardOf(wall)).pulses).toEqual(CRITICAL);
  });

  it('tells once that the monitoring has stopped', async () => {
    const wall = await board({ story: STORIES.calm });
    wall.server.fail({ detectorStoppedAt: wall.server.now() - 70_000 });
    await wall.page.locator('.banner').waitFor();
    await wall.later(5_000);
    expect((await heardOf(wall)).pulses).toEqual(WARNING);
  });

  it('is muted for ten minutes by OK on the remote control, and said to be', async () => {
    const wall = await board({ story: STORIES.calm });
    await wall.page.keyboard.press('Enter');
    expect(await strip(wall)).toContain('소리 끔 ~14:17');
    wall.server.tell(STORIES.spike);
    await wall.page.locator('.large').waitFor();
    await wall.later(2_000);
    expect((await heardOf(wall)).pulses).toEqual([]);
    await wall.page.keyboard.press('Enter');
    expect(await strip(wall)).not.toContain('소리');
  });

  it('is not heard in quiet hours, though all is shown', async () => {
    const wall = await board({ story: STORIES.calm, before: (server) => server.jump(6 * 3_600_000) });
    wall.server.tell(STORIES.spike);
    await wall.page.locator('.large.pulsing').waitFor();
    await wall.later(3_000);
    expect((await heardOf(wall)).pulses).toEqual([]);
  });
});
