import type { Alert } from '@tillwatch/contract';
import { alertSentence, type Reader } from '@tillwatch/wording';
import { risesOf } from './rises.js';

/** At most one message in this time, so that a listener is told and not drowned. */
const APART_MS = 10_000;

/** Something worth saying once. */
export interface Announcement {
  /** Said again only when it was gone in between. */
  readonly key: string;
  readonly text: string;
}

/** What there is to say of a wall: its alarms, and what is wrong with itself. */
export function announcementsOf(alerts: readonly Alert[], banner: string | null, reader: Reader): readonly Announcement[] {
  const rises = risesOf(alerts).filter(({ lead }) => lead.state !== 'watch');
  const said = rises.map(({ lead }) => ({
    key: [lead.journey, lead.stage, lead.kind, lead.state, lead.incident?.id ?? ''].join(' '),
    text: alertSentence(lead, reader),
  }));
  return banner === null ? said : [...said, { key: 'banner', text: banner }];
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
