/** At most one message in this time, so that a listener is told and not drowned. */
const APART_MS = 10_000;

/** Something worth saying once. */
export interface Announcement {
  /** Said again only when it was gone in between. */
  readonly key: string;
  readonly text: string;
}

/** Collects changes of state for a polite live region; numbers are never announced. */
export class Announcer {
  #known = new Set<string>();
  #pending: readonly Announcement[] = [];
  #last = -Infinity;
  #text = '';

  /** What the live region says at `now` (ms), given what holds at this moment. */
  say(current: readonly Announcement[], now: number): string {
    const fresh = current.filter(({ key }) => !this.#known.has(key));
    const keys = new Set(current.map(({ key }) => key));
    this.#known = keys;
    this.#pending = [...this.#pending.filter(({ key }) => keys.has(key)), ...fresh];
    if (this.#pending.length === 0 || now - this.#last < APART_MS) return this.#text;
    this.#text = this.#pending.map(({ text }) => text).join('. ');
    this.#pending = [];
    this.#last = now;
    return this.#text;
  }
}
