import { shortened } from '@tillwatch/wording';

/** What a channel takes of a text: how long it is there. */
export type Measure = (text: string) => number;

/** As most services count: what JavaScript calls the length. */
export const inUnits: Measure = (text) => text.length;
/** Bytes of UTF-8. */
export const inBytes: Measure = (text) => Buffer.byteLength(text);

/** The longest beginning of a text that fits, with a sign that it goes on; empty where not even two of its characters do. */
export function fitted(text: string, most: number, measure: Measure): string {
  if (measure(text) <= most) return text;
  for (let characters = Math.min(Array.from(text).length - 1, most); characters > 2; characters -= 1) {
    const cut = shortened(text, characters).replace('…', '..');
    if (measure(cut) <= most) return cut;
  }
  return '';
}
