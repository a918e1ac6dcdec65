import type { JourneyFrame, SliceAnswer, SliceFailures, StatsAnswer } from '@tillwatch/contract';
import { ApiError } from '../../api/client.js';
import type { Asker } from '../../api/errors.js';
import { readNumbers } from '../../api/numbers.js';
import { readFailures, readSlice, readStats } from '../../api/slices.js';
import { DeskLink } from '../../live/desk-link.svelte.js';
import { breakdownQuery, dimensionsBeside, firstDimension, sliceQuery } from './slice-address.js';

const EVERY_MS = 5_000;
/** What failed is asked less often: it is read, not watched. */
const FAILURES_EVERY_MS = 15_000;

/** One slice's page as it runs: how it stands, asked every five seconds, what failed, and the last hour by a dimension. */
export class SliceScreen {
  slice: SliceAnswer | null = $state.raw(null);
  /** Why there is nothing new to show; `refused` is what the server says against the question itself. */
  trouble: 'failed' | 'forbidden' | { readonly refused: string } | null = $state.raw(null);
  by = $state('provider');
  /** Counts by the chosen dimension; null while asked, a text where the server refuses it. */
  groups: StatsAnswer['groups'] | string | null = $state.raw(null);
  /** What went wrong during the last hour; null before it is known. */
  failures: SliceFailures | null = $state.raw(null);
  /** How dimensions and their values read; null before that is known. */
  journey: JourneyFrame | null = $state.raw(null);
  readonly link = new DeskLink(Date.now());
  readonly #query: URLSearchParams;
  readonly #asker: Asker;

  constructor(address: URLSearchParams, asker: Asker) {
    this.#query = sliceQuery(address);
    this.#asker = asker;
    this.by = firstDimension(this.#query);
  }

  /** What it can be broken down by. */
  get dimensions(): readonly string[] {
    return this.journey === null ? [this.by] : dimensionsBeside(this.#query, this.journey);
  }

  /** Runs until the returned function is called. */
  start(): () => void {
    const events = { changed: () => void this.refresh(), opened: () => void this.refresh() };
    const stop = this.link.start({ view: 'incidents', id: '' }, events, this.#asker.token);
    void this.refresh();
    void this.breakDown(this.by);
    void this.#learnNames();
    void this.#askFailures();
    const every = (ms: number, ask: () => Promise<void>) =>
      setInterval(() => {
        if (!document.hidden) void ask();
      }, ms);
    const timers = [every(EVERY_MS, () => this.refresh()), every(FAILURES_EVERY_MS, () => this.#askFailures())];
    return () => {
      timers.forEach((timer) => clearInterval(timer));
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

  async #askFailures(): Promise<void> {
    this.failures = await readFailures(this.#query, this.#asker).catch(() => this.failures);
  }

  /** Without names values stand for themselves. */
  async #learnNames(): Promise<void> {
    const answer = await readNumbers('journeys', [], this.#asker).catch(() => null);
    this.journey = answer?.journeys.find(({ id }) => id === this.#query.get('journey')) ?? null;
    const [first] = this.dimensions;
    if (first !== undefined && !this.dimensions.includes(this.by)) await this.breakDown(first);
  }
}
