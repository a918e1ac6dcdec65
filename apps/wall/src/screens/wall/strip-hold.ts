import type { StripView } from './strip-view.js';

const HOLD_MS = 10_000;

/** The same words with other figures. */
function sameWords(a: string, b: string): boolean {
  const words = (text: string) => text.replace(/[\d,:]+/g, '#');
  return words(a) === words(b);
}

/** Keeps the strip still: a slot whose figures alone change follows them every ten seconds. New words come at once. */
export class StripHold {
  #shown: StripView | null = null;
  #at = -Infinity;

  /** What to show of `next` at `now` (ms). */
  show(next: StripView, now: number): StripView {
    const shown = this.#shown;
    const calm = shown !== null && sameWords(shown.pulse, next.pulse);
    if (calm && now >= this.#at && now - this.#at < HOLD_MS) return { ...next, pulse: shown.pulse };
    this.#shown = next;
    this.#at = now;
    return next;
  }
}
