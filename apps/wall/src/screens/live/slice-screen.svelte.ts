import type { SliceAnswer, StatsAnswer } from '@tillwatch/contract';
import { ApiError } from '../../api/client.js';
import type { Asker } from '../../api/errors.js';
import { readSlice, readStats } from '../../api/slices.js';
import { DeskLink } from '../../live/desk-link.svelte.js';
import { breakdownQuery, firstDimension, sliceQuery } from './slice-address.js';

const EVERY_MS = 5_000;

/** One slice's page as it runs: how it stands, asked every five seconds, and the last hour by a dimension. */
export class SliceScreen {
  slice: SliceAnswer | null = $state.raw(null);
  /** Why there is nothing new to show; `refused` is what the server says against the question itself. */
  trouble: 'failed' | 'forbidden' | { readonly refused: string } | null = $state.raw(null);
  by = $state('provider');
  /** Counts by the chosen dimension; null while asked, a text where the server refuses it. */
  groups: StatsAnswer['groups'] | string | null = $state.raw(null);
  readonly link = new DeskLink(Date.now());
  readonly #query: URLSearchParams;
  readonly #asker: Asker;

  constructor(address: URLSearchParams, asker: Asker) {
    this.#query = sliceQuery(address);
    this.#asker = asker;
    this.by = firstDimension(this.#query);
  }

  /** Runs until the returned function is called. */
  start(): () => void {
    const events = { changed: () => void this.refresh(), opened: () => void this.refresh() };
    const stop = this.link.start({ view: 'incidents', id: '' }, events, this.#asker.token);
    void this.refresh();
    void this.breakDown(this.by);
    const timer = setInterval(() => {
      if (!document.hidden) void this.refresh();
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      stop();
    };
  }

  async refresh(): Promise<void> {
    try {
      this.slice = await readSlice(this.#query, this.#asker);
      this.trouble = null;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) this.trouble = 'failed';
      else this.trouble = error.status === 401 || error.status === 403 ? 'forbidden' : { refused: error.message };
    }
  }

  /** Breaks the last hour down by a dimension. */
  async breakDown(by: string): Promise<void> {
    this.by = by;
    this.groups = null;
    const groups = await readStats(breakdownQuery(this.#query, by, this.link.now), this.#asker).then(
      (answer) => answer.groups,
      (error: unknown) => (error instanceof ApiError ? error.message : ''),
    );
    if (this.by === by) this.groups = groups;
  }
}
