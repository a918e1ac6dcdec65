import type { Page } from 'playwright-core';

/** Draws PNGs in a page and measures them there, so that no image library is needed. */
export class Pixels {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Share of pixels whose OKLCH chroma is above `limit` (B. Ottosson's OKLab, from linear sRGB). */
  async colouredShare(png: Buffer, limit: number): Promise<number> {
    return this.#page.evaluate(
      async ([data, most]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.drawImage(image, 0, 0);
        const { data: rgba } = context.getImageData(0, 0, image.width, image.height);
        const linear = (c: number) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
        let coloured = 0;
        for (let i = 0; i < rgba.length; i += 4) {
          const [r, g, b] = [linear(rgba[i] ?? 0), linear(rgba[i + 1] ?? 0), linear(rgba[i + 2] ?? 0)];
          const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
          const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
          const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
          const [A, B] = [1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
          if (Math.hypot(A, B) > most) coloured += 1;
        }
        return coloured / (rgba.length / 4);
      },
      [png.toString('base64'), limit] as const,
    );
  }
}
