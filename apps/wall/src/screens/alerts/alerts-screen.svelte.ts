import type {
  JourneyFrame,
  NotificationAnswer,
  NotificationsAnswer,
  SilenceAnswer,
  SilencePreviewAnswer,
  SilenceRequest,
} from '@tillwatch/contract';
import type { Language } from '@tillwatch/wording';
import { ApiError } from '../../api/client.js';
import type { Asker } from '../../api/errors.js';
import { readMe } from '../../api/me.js';
import {
  beginSilence,
  endSilence,
  previewSilence,
  readNotifications,
  readSilences,
  sendAgain,
  testChannel,
} from '../../api/notifications.js';
import { readNumbers } from '../../api/numbers.js';
import { ALERTS_TEXTS } from './alerts-texts.js';
import type { TestState } from './alerts-words.js';

const REFRESH_MS = 10_000;

/** All that the page shows, as it was read at one moment. */
export interface AlertsAnswer {
  readonly told: NotificationsAnswer;
  readonly silences: readonly SilenceAnswer[];
  /** Names of dimensions and values; empty where they could not be read. */
  readonly journeys: readonly JourneyFrame[];
}

export type AlertsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** `stale`: the last refresh failed, so all of it is of when it was read. */
  | { readonly kind: 'ready'; readonly answer: AlertsAnswer; readonly stale: boolean };

/** The page of alerts as it runs: reads, reads again, and does what people ask for. */
export class AlertsScreen {
  view: AlertsState = $state.raw({ kind: 'loading' });
  /** Notifications older than those of the answer. */
  older: readonly NotificationAnswer[] = $state.raw([]);
  /** Only those are shown that were given up. */
  lostOnly = $state(false);
  /** What older ones yet are asked for with; null where there are none, undefined where none were asked for so far. */
  olderNext = $state.raw<string | null | undefined>();
  tests: Readonly<Record<string, TestState>> = $state.raw({});
  /** The name the server knows the reader by; null where they say it themselves. */
  knownName: string | null = $state(null);
  /** What is said to those who listen. */
  announcement = $state('');
  readonly language: Language;
  readonly #asker: Asker;
  #asked = 0;

  constructor(asker: Asker) {
    this.language = asker.language;
    this.#asker = asker;
  }

  /** Reads now and every ten seconds while somebody looks, until the returned function is called. */
  start(): () => void {
    void this.refresh();
    void readMe(this.#asker).then(
      ({ name }) => {
        this.knownName = name;
      },
      () => undefined,
    );
    const timer = setInterval(() => {
      if (!document.hidden) void this.refresh();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }

  /** Asks anew; shows that it does so where there is nothing to look at meanwhile. */
  async retry(): Promise<void> {
    if (this.view.kind === 'failed') this.view = { kind: 'loading' };
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const number = ++this.#asked;
    try {
      const [told, { silences }, journeys] = await Promise.all([
        readNotifications(this.#asker, { lost: this.lostOnly }),
        readSilences(this.#asker),
        this.#journeys(),
      ]);
      if (number !== this.#asked) return;
      this.#keepPushedOut(told.notifications);
      this.view = { kind: 'ready', answer: { told, silences, journeys }, stale: false };
    } catch (error) {
      if (number !== this.#asked) return;
      this.view = this.view.kind === 'ready' ? { ...this.view, stale: true } : { kind: 'failed', reason: this.#reasonOf(error) };
    }
  }

  /** Shows those alone that were given up, or all of them again. */
  async showLost(only: boolean): Promise<void> {
    this.lostOnly = only;
    this.older = [];
    this.olderNext = undefined;
    await this.refresh();
  }

  /** Shows older notifications, too. @returns why they could not be read; undefined where they could */
  async showOlder(): Promise<string | undefined> {
    const next = this.next;
    if (next === null) return undefined;
    try {
      const answer = await readNotifications(this.#asker, { before: next, lost: this.lostOnly });
      this.older = [...this.older, ...answer.notifications];
      this.olderNext = answer.next;
      return undefined;
    } catch (error) {
      return this.#reasonOf(error);
    }
  }

  /** Where older notifications are asked for; null where there are none. */
  get next(): string | null {
    if (this.olderNext !== undefined) return this.olderNext;
    return this.view.kind === 'ready' ? this.view.answer.told.next : null;
  }

  /** Sends a test through a channel, one at a time. */
  async test(id: string): Promise<void> {
    if (this.tests[id] === 'sending') return;
    this.tests = { ...this.tests, [id]: 'sending' };
    const result = await testChannel(id, this.#asker).catch((error: unknown) => ({ refused: this.#reasonOf(error) }));
    this.tests = { ...this.tests, [id]: result };
    this.announcement = ALERTS_TEXTS[this.language].tested(result);
  }

  /** @returns why it was not done; undefined where it was */
  async sendAgain(id: string): Promise<string | undefined> {
    const waiting = (one: NotificationAnswer): NotificationAnswer => (one.id === id ? { ...one, state: 'waiting', tries: 0 } : one);
    const refused = await this.#change(() => sendAgain(id, this.#asker), ALERTS_TEXTS[this.language].log.sentAgain);
    // Older ones are not read again by themselves.
    if (refused === undefined) this.older = this.older.map(waiting);
    return refused;
  }

  /** @returns what it would take, or why that cannot be told */
  async preview(when: SilenceRequest['when']): Promise<SilencePreviewAnswer | string> {
    return previewSilence(when, this.#asker).catch((error: unknown) => this.#reasonOf(error));
  }

  /** @returns why it was not done; undefined where it was */
  async silence(request: SilenceRequest): Promise<string | undefined> {
    return this.#change(() => beginSilence(request, this.#asker), ALERTS_TEXTS[this.language].silences.begun);
  }

  /** @returns why it was not done; undefined where it was */
  async unsilence(id: string): Promise<string | undefined> {
    return this.#change(() => endSilence(id, this.#asker), ALERTS_TEXTS[this.language].silences.ended);
  }

  /** What new ones push off the first page stays among the older ones that are shown. */
  #keepPushedOut(newest: readonly NotificationAnswer[]): void {
    if (this.olderNext === undefined || this.view.kind !== 'ready') return;
    const pushedOut = this.view.answer.told.notifications.filter(({ id }) => !newest.some((one) => one.id === id));
    this.older = [...pushedOut, ...this.older];
  }

  async #change(change: () => Promise<void>, done: string): Promise<string | undefined> {
    try {
      await change();
    } catch (error) {
      return this.#reasonOf(error);
    }
    await this.refresh();
    this.announcement = done;
    return undefined;
  }

  /** Names do not change while a page is open, and without them there are still ids. */
  async #journeys(): Promise<readonly JourneyFrame[]> {
    const known = this.view.kind === 'ready' ? this.view.answer.journeys : [];
    if (known.length > 0) return known;
    return readNumbers('journeys', [], this.#asker).then(
      ({ journeys }) => journeys,
      () => [],
    );
  }

  /** An answer says itself what is wrong; without one the server is away. */
  #reasonOf(error: unknown): string {
    return error instanceof ApiError ? error.message : ALERTS_TEXTS[this.language].away;
  }
}
