import type { IncidentAction, IncidentActionRequest, IncidentAnswer } from '@tillwatch/contract';
import type { Language } from '@tillwatch/wording';
import { ApiError } from '../../api/client.js';
import type { Asker } from '../../api/errors.js';
import { act, type Deed } from '../../api/incidents.js';
import { ACTION_TEXTS } from './action-texts.js';
import { keepMyName, myName } from './my-name.js';

/** Deeds that can be taken back for a moment, because others rely on them. */
const UNDOABLE: readonly IncidentAction[] = ['acknowledge', 'resolve', 'wrong-alarm'];
const UNDO_MS = 10_000;
const TRY_AGAIN_MS = 5_000;

/** A deed that is about to be done. */
export interface PendingDeed extends Deed {
  /** Seconds left to take it back. */
  readonly left: number;
}

/** What people do about incidents from one page: with a name, a moment to take it back, and patience while the server is away. */
export class IncidentActions {
  name = $state('');
  /** Waits for the name of whoever does it. */
  asking: Deed | null = $state.raw(null);
  pending: PendingDeed | null = $state.raw(null);
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
    if (this.name === '') this.asking = deed;
    else this.#begin(deed);
  }

  /** Takes a name for now and later, and goes on with what asked for it. */
  introduce(name: string): void {
    this.name = keepMyName(name);
    const deed = this.asking;
    this.asking = null;
    if (deed && this.name !== '') this.#begin(deed);
  }

  /** Takes back what is pending. */
  undo(): void {
    this.pending = null;
    this.told = ACTION_TEXTS[this.language].undone;
  }

  #begin(deed: Deed): void {
    this.#commit();
    this.told = '';
    if (UNDOABLE.includes(deed.action)) this.pending = { ...deed, left: UNDO_MS / 1_000 };
    else this.#send(deed);
  }

  #countDown(): void {
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
        this.#done(incident);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status >= 500) break;
        this.told = error.message;
      }
      this.waiting = this.waiting.slice(1);
    }
    this.#sending = false;
  }
}
