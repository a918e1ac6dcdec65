import type { Page } from 'playwright-core';

/** A text that is hard to read: what it says, its contrast and how much it needs. */
export interface FaintText {
  readonly text: string;
  readonly contrast: number;
  readonly needs: number;
}

/**
 * Texts whose contrast (WCAG 2.2) against the background they stand on is too low: 4.5 for every text, on a wall 7 for those
 * set in the two strongest inks. Stripes are judged by their lighter and darker half, whichever is worse.
 */
export async function faintTexts(page: Page, within: '.wall' | 'body' = '.wall'): Promise<readonly FaintText[]> {
  return page.evaluate((place) => {
    type Rgb = readonly [number, number, number];
    const colours = (css: string): readonly Rgb[] =>
      [...css.matchAll(/rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)/g)]
        .filter((match) => match[4] !== '0')
        .map(([, r, g, b]) => [Number(r), Number(g), Number(b)]);
    const luminance = (rgb: Rgb): number => {
      const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)) as [
        number,
        number,
        number,
      ];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const between = (a: Rgb, b: Rgb): number => {
      const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
      return (light + 0.05) / (dark + 0.05);
    };
    const groundOf = (element: Element | null): readonly Rgb[] => {
      if (!element) return [];
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      const own = [...colours(backgroundImage), ...colours(backgroundColor)];
      return own.length > 0 ? own : groundOf(element.parentElement);
    };
    const root = getComputedStyle(document.documentElement);
    const probe = document.body.appendChild(document.createElement('i'));
    const strong = ['--t1', '--t2'].map((name) => {
      probe.style.color = root.getPropertyValue(name);
      return getComputedStyle(probe).color;
    });
    probe.remove();
    return [...document.querySelectorAll(`${place} *`)]
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()))
      .filter((element) => !['SCRIPT', 'STYLE', 'OPTION'].includes(element.tagName) && element.getClientRects().length > 0)
      .map((element) => {
        const { color } = getComputedStyle(element);
        const [ink = [0, 0, 0] as Rgb] = colours(color);
        const contrast = Math.min(...groundOf(element).map((ground) => between(ink, ground)));
        return { text: element.textContent, contrast, needs: place === '.wall' && strong.includes(color) ? 7 : 4.5 };
      })
      .filter(({ contrast, needs }) => contrast < needs);
  }, within);
}
