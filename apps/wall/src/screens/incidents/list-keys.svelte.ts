import type { IncidentAnswer } from '@tillwatch/contract';
import { isForPage, type Sheet } from './sheet.js';

/** What the keys of a list act on. */
export interface KeyList {
  readonly incidents: () => readonly IncidentAnswer[];
  readonly acknowledge: (incident: IncidentAnswer) => void;
  readonly open: (incident: IncidentAnswer) => void;
}

const SHEETS: Readonly<Record<string, Sheet>> = { s: 'snooze', r: 'resolve', n: 'note' };

/** j, k: move; Enter: open; a, s, r, n: act on the incident in focus; ?: which key does what. */
export class ListKeys {
  /** The incident in focus; -1 before any. */
  at = $state(-1);
  sheet: Sheet | 'keys' | null = $state(null);
  readonly #list: KeyList;

  constructor(list: KeyList) {
    this.#list = list;
  }

  get current(): IncidentAnswer | undefined {
    return this.#list.incidents()[this.at];
  }

  press(event: KeyboardEvent): void {
    if (!isForPage(event)) return;
    if (event.key === '?') this.sheet = 'keys';
    else if (event.key === 'j' || event.key === 'k') this.#move(event.key === 'j' ? 1 : -1);
    else if (!this.#act(event)) return;
    event.preventDefault();
  }

  #move(by: number): void {
    this.at = Math.max(0, Math.min(this.#list.incidents().length - 1, this.at + by));
    document.querySelectorAll('.row')[this.at]?.scrollIntoView({ block: 'nearest' });
  }

  #act({ key, target }: KeyboardEvent): boolean {
    const incident = this.current;
    if (!incident) return false;
    const sheet = SHEETS[key];
    const onControl = target instanceof HTMLElement && target.closest('a, button') !== null;
    if (key === 'Enter' && !onControl) this.#list.open(incident);
    else if (key === 'a') this.#list.acknowledge(incident);
    else if (sheet) this.sheet = sheet;
    else return false;
    return true;
  }
}
