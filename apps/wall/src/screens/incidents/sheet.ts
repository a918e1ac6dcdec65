/** What is asked of a person before something is done. */
export type Sheet = 'snooze' | 'more' | 'resolve' | 'wrong-alarm' | 'note';

/** Whether a key is meant for the page and for no field in it. */
export function isForPage({ target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  const typing = target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null;
  return !typing && !ctrlKey && !metaKey && !altKey && !defaultPrevented;
}

/** What the keys of one incident do. */
export interface KeyDeeds {
  readonly acknowledge: () => void;
  readonly open: (sheet: Sheet) => void;
}

const SHEETS: Readonly<Record<string, Sheet>> = { s: 'snooze', r: 'resolve', n: 'note' };

/** a: acknowledge, s: snooze, r: resolve, n: note. */
export class ActionKeys {
  readonly #deeds: KeyDeeds;

  constructor(deeds: KeyDeeds) {
    this.#deeds = deeds;
  }

  press(event: KeyboardEvent): void {
    if (!isForPage(event)) return;
    const sheet = SHEETS[event.key];
    if (event.key === 'a') this.#deeds.acknowledge();
    else if (sheet) this.#deeds.open(sheet);
    else return;
    event.preventDefault();
  }
}
