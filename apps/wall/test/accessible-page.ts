import type { Page } from 'playwright-core';

/** Roles that say nothing without a name. */
const NAMED = [
  ...['button', 'link', 'textbox', 'searchbox', 'combobox', 'listbox', 'checkbox', 'radio', 'switch', 'slider', 'spinbutton'],
  ...['tab', 'menuitem', 'option', 'image', 'img', 'dialog', 'region', 'meter', 'progressbar'],
];

interface AxNode {
  readonly ignored: boolean;
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly backendDOMNodeId?: number;
}

/** What assistive technology is told of without a name, as the browser computes names. */
export async function namelessOf(page: Page): Promise<readonly string[]> {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = (await devtools.send('Accessibility.getFullAXTree')) as { nodes: readonly AxNode[] };
  const nameless = nodes.filter(({ ignored, role, name }) => {
    const said = typeof name?.value === 'string' ? name.value.trim() : '';
    return !ignored && NAMED.includes(String(role?.value)) && said === '';
  });
  return Promise.all(
    nameless.map(async ({ role, backendDOMNodeId }) => {
      if (backendDOMNodeId === undefined) return String(role?.value);
      const { outerHTML } = await devtools.send('DOM.getOuterHTML', { backendNodeId: backendDOMNodeId });
      return `${String(role?.value)}: ${outerHTML.slice(0, 120)}`;
    }),
  );
}

/** What is wrong with the structure of a page, in words; empty where nothing is. */
export async function structureFaults(page: Page, language: string): Promise<readonly string[]> {
  return page.evaluate((wanted) => {
    const faults: string[] = [];
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    const seen = (selector: string) => all(selector).filter((element) => element.getClientRects().length > 0);
    const expect = (isRight: boolean, fault: string): void => {
      if (!isRight) faults.push(fault);
    };
    expect(document.documentElement.lang === wanted, `html lang is "${document.documentElement.lang}"`);
    expect(document.title.trim() !== '', 'no title');
    expect(all('main').length === 1, `${String(all('main').length)} main`);
    expect(!/user-scalable=no|maximum-scale=1/.test(all('meta[name=viewport]')[0]?.getAttribute('content') ?? ''), 'zoom forbidden');
    const levels = all('h1, h2, h3, h4, h5, h6').map(({ tagName }) => Number(tagName.slice(1)));
    expect(levels.filter((level) => level === 1).length === 1, `headings ${levels.join()}: not one h1`);
    levels.forEach((level, i) => expect(level <= (levels[i - 1] ?? 0) + 1, `headings ${levels.join()}: jump at ${String(i)}`));
    const ids = all('[id]').map(({ id }) => id);
    expect(new Set(ids).size === ids.length, `ids twice: ${ids.filter((id, i) => ids.indexOf(id) !== i).join()}`);
    for (const list of all('ul, ol'))
      expect(
        [...list.children].every(({ tagName }) => tagName === 'LI'),
        `list with ${list.innerHTML.slice(0, 60)}`,
      );
    for (const { outerHTML } of all('a button, button a, a a, button button')) faults.push(`nested control ${outerHTML.slice(0, 80)}`);
    for (const { outerHTML } of all('[aria-hidden=true] :is(a[href], button, input, select, textarea, [tabindex="0"])'))
      faults.push(`hidden control ${outerHTML.slice(0, 80)}`);
    for (const { outerHTML } of seen('th:not([scope])')) faults.push(`th without scope ${outerHTML.slice(0, 80)}`);
    for (const { outerHTML, tabIndex } of all('[tabindex]')) expect(tabIndex <= 0, `tab order ${outerHTML.slice(0, 80)}`);
    for (const element of all('[aria-labelledby], [aria-describedby], [aria-controls]'))
      for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls'])
        for (const id of (element.getAttribute(name) ?? '').split(' ').filter(Boolean))
          expect(document.getElementById(id) !== null, `${name} of nothing: ${id}`);
    return faults;
  }, language);
}

/** Walks the page by Tab and tells of every control on which one does not see that it has the focus. */
export async function unseenFocus(page: Page, most = 60): Promise<readonly string[]> {
  const unseen: string[] = [];
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      const isSeen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 0 && height > 0;
      return isSeen ? '' : element.outerHTML.slice(0, 100);
    });
    if (fault === null) break;
    if (fault !== '') unseen.push(fault);
  }
  return unseen;
}
