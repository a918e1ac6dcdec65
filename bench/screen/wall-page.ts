import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';

/** A message of the live socket as the page had dealt with it; `at` in ms since the epoch. */
export interface Handled {
  readonly at: number;
  readonly data: string;
}

/** What a page has done since it was opened. */
export interface PageWork {
  /** Time its main thread was busy. */
  readonly taskSeconds: number;
  /** Each time it was busy for more than 50 ms, in ms. */
  readonly longTasks: readonly number[];
  /** Sum of layout shifts, as the web's vital signs count them. */
  readonly shift: number;
  /** Elements, texts and so on that it has now. */
  readonly nodes: number;
}

/**
 * Runs in the page before anything else: notes each message of a WebSocket once the page's own handlers are through,
 * that is in the turn after the one in which it arrived.
 */
const NOTE_MESSAGES = `
  const handled = (window.handledMessages = []);
  const own = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
  Object.defineProperty(WebSocket.prototype, 'onmessage', {
    ...own,
    set(handler) {
      own.set.call(this, (event) => {
        handler.call(this, event);
        setTimeout(() => handled.push({ at: performance.timeOrigin + performance.now(), data: String(event.data) }));
      });
    },
  });
`;

/** Runs there too: notes long tasks, layout shifts, and when the first tile stands there. */
const NOTE_WORK = `
  const seen = (window.seenWork = { longTasks: [], shift: 0, firstNumber: 0 });
  const note = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  note('longtask', ({ duration }) => seen.longTasks.push(duration));
  note('layout-shift', ({ value }) => (seen.shift += value));
  const look = () => {
    if (/\\d/.test(document.querySelector('.tile .number')?.textContent ?? '')) seen.firstNumber = performance.now();
    else requestAnimationFrame(look);
  };
  look();
`;

/** The wall in a real Chromium, at the size it hangs in. */
export class WallPage {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
    private readonly inspector: CDPSession,
  ) {}

  /** Opens a board. `noting`: keep every message, for {@link handled}. */
  static async open(url: string, { noting = false, board = 'main' }: { noting?: boolean; board?: string } = {}): Promise<WallPage> {
    // eslint-disable-next-line no-restricted-properties -- said by the script that starts the bench, not by people
    const executablePath = process.env['CHROMIUM_BIN'];
    if (executablePath === undefined) throw new Error('There is no Chromium here: install it or name yours with CHROMIUM_BIN.');
    // Where the bench runs there may be no user but root, and no graphics.
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.addInitScript({ content: noting ? NOTE_MESSAGES : NOTE_WORK });
    const snapshot = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
    await page.goto(`${url}/wall/${board}`);
    await snapshot;
    const inspector = await page.context().newCDPSession(page);
    await inspector.send('Performance.enable');
    return new WallPage(browser, page, inspector);
  }

  /** Every message since the page was opened. */
  handled(): Promise<readonly Handled[]> {
    return this.page.evaluate('window.handledMessages');
  }

  /** Milliseconds from the beginning of the visit until the first number stood there. */
  async firstNumber(): Promise<number> {
    await this.page.waitForFunction('window.seenWork.firstNumber > 0');
    return this.page.evaluate('window.seenWork.firstNumber');
  }

  /** From now on the page's machine is so many times slower. */
  async slowDown(times: number): Promise<void> {
    await this.inspector.send('Emulation.setCPUThrottlingRate', { rate: times });
  }

  /** What the page has done by now. */
  async work(): Promise<PageWork> {
    const { metrics } = await this.inspector.send('Performance.getMetrics');
    const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
    const seen: Pick<PageWork, 'longTasks' | 'shift'> = await this.page.evaluate('window.seenWork');
    return { taskSeconds: metric('TaskDuration'), nodes: metric('Nodes'), longTasks: seen.longTasks, shift: seen.shift };
  }

  /** Bytes of JavaScript objects that are still needed: counted after a collection of what is not. */
  async heap(): Promise<number> {
    await this.inspector.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.inspector.send('Runtime.getHeapUsage');
    return usedSize;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
