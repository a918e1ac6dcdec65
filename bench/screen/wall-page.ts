import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';

/** A message of the live socket as the page had dealt with it; `at` in ms since the epoch. */
export interface Handled {
  readonly at: number;
  readonly data: string;
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

/** The wall in a real Chromium, at the size it hangs in. */
export class WallPage {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
    private readonly inspector: CDPSession,
  ) {}

  /** Opens a board. `noting`: keep every message, for {@link handled}. */
  static async open(url: string, { noting, board = 'main' }: { noting: boolean; board?: string }): Promise<WallPage> {
    // Where the bench runs there may be no user but root, and no graphics.
    // eslint-disable-next-line no-restricted-properties -- said by the script that starts the bench, not by people
    const executablePath = process.env['CHROMIUM_BIN'];
    if (executablePath === undefined) throw new Error('There is no Chromium here: install it or name yours with CHROMIUM_BIN.');
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    if (noting) await page.addInitScript({ content: NOTE_MESSAGES });
    const snapshot = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
    await page.goto(`${url}/wall/${board}`);
    await snapshot;
    return new WallPage(browser, page, await page.context().newCDPSession(page));
  }

  /** Every message since the page was opened. */
  handled(): Promise<readonly Handled[]> {
    return this.page.evaluate('window.handledMessages');
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
