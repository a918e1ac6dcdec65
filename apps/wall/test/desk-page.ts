import type { Browser, Page } from 'playwright-core';

/** A desk, or a phone, with a page open and its person known. Its clock is in the spec's hand. */
export async function openDesk(browser: Browser, url: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  await page.clock.install();
  await page.addInitScript(() => localStorage.setItem('tillwatch.name', '김지원'));
  await page.goto(url);
  await page.locator('.pill[data-state="live"]:visible').first().waitFor();
  return page;
}
