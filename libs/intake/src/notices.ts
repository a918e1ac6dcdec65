import type { Notice } from '@tillwatch/contract';
import { shownPath } from './fault.js';

/** Different notices of one request that are told one by one; the rest share one. */
const TOLD_APART = 50;

type Kind = Exclude<Notice['code'], 'value_over_limit'>;

const MESSAGES: Readonly<Record<Kind, (path: string) => string>> = {
  unknown_dimension: (path) =>
    `the journey declares no such dimension, so ${path} was left out; add it to the journey’s file to count by it`,
  value_shortened: (path) => `${path} was longer than what is kept and was shortened`,
  text_cleaned: (path) => `${path} had control characters or broken characters, which were taken out`,
};

/** Counts what was changed while accepting the events of one request, so that nothing is changed unseen. */
export class Notices {
  private readonly counted = new Map<string, { code: Kind; path: string; events: number }>();

  /** Notes that one event was touched. */
  note(code: Kind, path: string): void {
    const shown = this.counted.size < TOLD_APART ? shownPath(path) : path.replace(/\..*$/, '');
    const key = `${code} ${shown}`;
    const same = this.counted.get(key);
    if (same === undefined) this.counted.set(key, { code, path: shown, events: 1 });
    else same.events++;
  }

  /** What was noted, each with the number of events it touched. */
  list(): Notice[] {
    return [...this.counted.values()].map(({ code, path, events }) => ({ code, path, events, message: MESSAGES[code](path) }));
  }
}
