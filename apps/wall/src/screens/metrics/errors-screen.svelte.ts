import type { ErrorsAnswer, MappingRequest } from '@tillwatch/contract';
import type { Language } from '@tillwatch/wording';
import { ApiError } from '../../api/client.js';
import { mapCode, readErrors, unmapCode, type Asker } from '../../api/errors.js';
import { ERRORS_TEXTS } from './errors-texts.js';

const REFRESH_MS = 30_000;

export type ErrorsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** `stale`: the last refresh failed, so the numbers are those of `asOf`. */
  | { readonly kind: 'ready'; readonly answer: ErrorsAnswer; readonly stale: boolean };

/** The page of error codes as it runs: reads them, reads them again, and changes what codes mean. */
export class ErrorsScreen {
  view: ErrorsState = $state.raw({ kind: 'loading' });
  /** What is said to those who listen. */
  announcement = $state('');
  readonly language: Language;
  readonly #asker: Asker;
  /** Questions asked so far: an answer that was overtaken is not shown. */
  #asked = 0;

  constructor(asker: Asker) {
    this.language = asker.language;
    this.#asker = asker;
  }

  /** Reads now and every half a minute while somebody looks, until the returned function is called. */
  start(): () => void {
    void this.refresh();
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
      const answer = await readErrors(this.#asker);
      if (number === this.#asked) this.view = { kind: 'ready', answer, stale: false };
    } catch (error) {
      if (number !== this.#asked) return;
      this.view = this.view.kind === 'ready' ? { ...this.view, stale: true } : { kind: 'failed', reason: this.#reasonOf(error) };
    }
  }

  /** @returns why it was not done; undefined where it was */
  async map(mapping: MappingRequest): Promise<string | undefined> {
    return this.#change(() => mapCode(mapping, this.#asker), ERRORS_TEXTS[this.language].fromNow);
  }

  /** @returns why it was not done; undefined where it was */
  async undo(code: Omit<MappingRequest, 'category'>): Promise<string | undefined> {
    return this.#change(() => unmapCode(code, this.#asker), ERRORS_TEXTS[this.language].undone);
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

  /** An answer says itself what is wrong; without one the server is away. */
  #reasonOf(error: unknown): string {
    return error instanceof ApiError ? error.message : ERRORS_TEXTS[this.language].away;
  }
}
