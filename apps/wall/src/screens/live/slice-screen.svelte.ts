import type { SliceAnswer, StatsAnswer } from '@tillwatch/contract';
import { ApiError } from '../../api/client.js';
import type { Asker } from '../../api/errors.js';
import { readSlice, readStats } from '../../api/slices.js';
import { DeskLink } from '../../live/desk-link.svelte.js';
import { sliceQuery } from './slice-address.js';

const EVERY_MS = 5_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

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
    const taken = new Set(this.#query.getAll('filter').map((filter) => filter.split(':')[0]));
    this.by = ['provider', 'method', 'browser'].find((name) => !taken.has(name)) ?? 'merchant';
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

  /** Breaks the last hour down by a dimension; minutes are whole, for others are not counted alone. */
  async breakDown(by: string): Promise<void> {
    this.by = by;
    this.groups = null;
    const to = Math.floor(this.link.now / MINUTE) * MINUTE;
    const query = new URLSearchParams(this.#query);
    query.set('by', by);
    query.set('from', new Date(to - HOUR).toISOString());
    query.set('to', new Date(to).toISOString());
    const groups = await readStats(query, this.#asker).then(
      (answer) => answer.groups,
      (error: unknown) => (error instanceof ApiError ? error.message : ''),
    );
    if (this.by === by) this.groups = groups;
  }
}
