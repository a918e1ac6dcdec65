import type { IncidentAction, IncidentActionRequest, IncidentAnswer } from '@tillwatch/contract';
import type { Language } from '@tillwatch/wording';
import { ApiError } from '../../api/client.js';
import type { Asker } from '../../api/errors.js';
import { act, type Deed } from '../../api/incidents.js';
import { readMe } from '../../api/me.js';
import { ACTION_TEXTS } from './action-texts.js';
import { keepMyName, myName } from './my-name.js';

/** Deeds that are held back for a moment in which they can be undone: nothing takes them back later. */
const HELD: readonly IncidentAction[] = ['resolve', 'wrong-alarm'];
/** What takes back a deed that others must see at once. */
const OPPOSITE: Partial<Record<IncidentAction, IncidentAction>> = { acknowledge: 'unacknowledge' };
const UNDO_MS = 10_000;
const TRY_AGAIN_MS = 5_000;

/** A deed that is about to be done, or that can still be taken back. */
export interface PendingDeed extends Deed {
  /** Seconds left to undo it. */
  readonly left: number;
}

/** What people do about incidents from one page: with a name, a moment to take it back, and patience while the server is away. */
export class IncidentActions {
  name = $state('');
  /** The server knows the name, by a link or a key: nobody has to say it. */
  isKnown = $state(false);
  /** When the link ends by which it is known, in ms since the epoch. */
  until: number | null = $state(null);
  /** The name is asked for, and what waits for it. */
  asking: { readonly deed: Deed | null } | null = $state.raw(null);
  pending: PendingDeed | null = $state.raw(null);
  /** Was done a moment ago, or is on its way. */
  done: PendingDeed | null = $state.raw(null);
  /** Could not be sent yet, the oldest first. */
  waiting: readonly Deed[] = $state.raw([]);
  /** What became of the last deed, in words. */
  told = $state('');
  readonly #asker: Asker;
  readonly #done: (incident: IncidentAnswer) => void;
  #sending = false;

  constructor(asker: Asker, done: (incident: IncidentAnswer) => void) {
    this.#asker = asker;
    this.#done = done;
  }

  get language(): Language {
    return this.#asker.language;
  }

  /** Counts down, tries again, and sends what is pending when the page is left; until the returned function is called. */
  start(): () => void {
    this.name = myName();
    void this.#meet();
    const timers = [setInterval(() => this.#countDown(), 1_000), setInterval(() => void this.#sendAll(), TRY_AGAIN_MS)];
    const leave = () => this.#commit();
    const back = () => void this.#sendAll();
    addEventListener('pagehide', leave);
    addEventListener('online', back);
    return () => {
      timers.forEach((timer) => clearInterval(timer));
      removeEventListener('pagehide', leave);
      removeEventListener('online', back);
    };
  }

  /** Does something about an incident, after asking for a name where none is known. */
  do(id: string, action: IncidentAction, body: IncidentActionRequest = {}): void {
    const deed = { id, action, body };
    if (this.name === '') this.asking = { deed };
    else this.#begin(deed);
  }

  /** Takes a name for now and later, and goes on with what asked for it. */
  introduce(name: string): void {
    this.name = keepMyName(name);
    this.#goOn();
  }

  /** Asks for another name than the one that was given here. */
  rename(): void {
    this.asking = { deed: null };
  }

  /** Takes back what is pending, or was done a moment ago. */
  undo(): void {
    const { done } = this;
    const opposite = done === null ? undefined : OPPOSITE[done.action];
    this.pending = this.done = null;
    this.told = opposite === undefined ? ACTION_TEXTS[this.language].undone : '';
    if (done !== null && opposite !== undefined) this.#send({ id: done.id, action: opposite, body: {} });
  }

  /** Where the server does not tell, whoever reads this tells it. */
  async #meet(): Promise<void> {
    const me = await readMe(this.#asker).catch(() => null);
    if (me === null || me.name === null) return;
    this.name = me.name;
    this.isKnown = true;
    this.until = me.until === null ? null : Date.parse(me.until);
    this.#goOn();
  }

  #goOn(): void {
    const { asking } = this;
    this.asking = null;
    if (asking?.deed && this.name !== '') this.#begin(asking.deed);
  }

  #begin(deed: Deed): void {
    this.#commit();
    this.told = '';
    const left = UNDO_MS / 1_000;
    const isHeld = HELD.includes(deed.action);
    this.pending = isHeld ? { ...deed, left } : null;
    this.done = OPPOSITE[deed.action] === undefined ? null : { ...deed, left };
    if (!isHeld) this.#send(deed);
  }

  #countDown(): void {
    if (this.done) this.done = this.done.left > 1 ? { ...this.done, left: this.done.left - 1 } : null;
    if (!this.pending) return;
    const left = this.pending.left - 1;
    if (left <= 0) this.#commit();
    else this.pending = { ...this.pending, left };
  }

  #commit(): void {
    const deed = this.pending;
    this.pending = null;
    if (deed) this.#send({ id: deed.id, action: deed.action, body: deed.body });
  }

  #send(deed: Deed): void {
    this.waiting = [...this.waiting, { ...deed, body: { ...deed.body, by: this.name } }];
    void this.#sendAll();
  }

  /** Sends in order what waits; what the server refuses is dropped and told, what does not reach it stays. */
  async #sendAll(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let deed = this.waiting[0]; deed; deed = this.waiting[0]) {
      try {
        const { incident, did } = await act(deed, this.#asker);
        this.told = did ? ACTION_TEXTS[this.language].done[deed.action] : ACTION_TEXTS[this.language].other(deed.action, incident);
        if (!did) this.done = null;
        this.#done(incident);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status >= 500) break;
        this.told = error.message;
        this.done = null;
      }
      this.waiting = this.waiting.slice(1);
    }
    this.#sending = false;
  }
}
