import type { Page } from 'playwright-core';

/** Hues of one family lie no further apart than this many degrees of OKLCH's circle. */
const FAMILY_GAP = 15;
/** A degree, and a family, with a smaller share of the coloured pixels is the blur at the edges of letters. */
const LEAST_SHARE = { degree: 0.001, family: 0.01 } as const;

/** Draws PNGs in a page and measures them there, so that no image library is needed. */
export class Pixels {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Share of pixels whose OKLCH chroma is above `limit`. */
  async colouredShare(png: Buffer, limit: number): Promise<number> {
    const { hues, all } = await this.#hues(png, limit);
    return hues.reduce((a, b) => a + b, 0) / all;
  }

  /** In how many families of hues those pixels are. */
  async hueFamilies(png: Buffer, limit: number): Promise<number> {
    const { hues } = await this.#hues(png, limit);
    const coloured = hues.reduce((a, b) => a + b, 0);
    const families: { last: number; pixels: number }[] = [];
    hues.forEach((pixels, degree) => {
      if (pixels < coloured * LEAST_SHARE.degree) return;
      const family = families.at(-1);
      if (!family || degree - family.last > FAMILY_GAP) families.push({ last: degree, pixels });
      else Object.assign(family, { last: degree, pixels: family.pixels + pixels });
    });
    return families.filter(({ pixels }) => pixels >= coloured * LEAST_SHARE.family).length;
  }

  /** Pixels with a chroma above `limit` by whole degree of hue (B. Ottosson's OKLab, from linear sRGB). */
  async #hues(png: Buffer, limit: number): Promise<{ readonly hues: readonly number[]; readonly all: number }> {
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
        const hues = Array.from({ length: 360 }, () => 0);
        for (let i = 0; i < rgba.length; i += 4) {
          const [r, g, b] = [linear(rgba[i] ?? 0), linear(rgba[i + 1] ?? 0), linear(rgba[i + 2] ?? 0)];
          const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
          const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
          const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
          const [A, B] = [1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
          if (Math.hypot(A, B) <= most) continue;
          const hue = Math.floor(((Math.atan2(B, A) * 180) / Math.PI + 360) % 360);
          hues[hue] = (hues[hue] ?? 0) + 1;
        }
        return { hues, all: rgba.length / 4 };
      },
      [png.toString('base64'), limit] as const,
    );
  }
}
