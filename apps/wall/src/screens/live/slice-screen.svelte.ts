import type { JourneyFrame, SliceAnswer, SliceFailures, StatsAnswer } from '@tillwatch/contract';
import { isShown, liveMomentOf, runningSpan, type Moment } from '../../address/moment.js';
import { ApiError } from '../../api/client.js';
import type { Asker } from '../../api/errors.js';
import { readNumbers } from '../../api/numbers.js';
import { readFailures, readSlice, readStats } from '../../api/slices.js';
import { DeskLink } from '../../live/desk-link.svelte.js';
import { unknownIn, type Unknown } from './dead-end.js';
import { readPast, type PastNumbers } from './past-numbers.js';
import { breakdownQuery, dimensionsBeside, firstDimension, lastHour, sliceQuery } from './slice-address.js';

const EVERY_MS = 5_000;
/** What is counted up to now ends with a minute. */
const RUNNING_EVERY_MS = 60_000;
/** What failed is asked less often: it is read, not watched. */
const FAILURES_EVERY_MS = 15_000;

/** Why there is nothing (new) to show; `not-kept`: its conditions are not counted together. */
export type SliceTrouble = 'failed' | 'forbidden' | 'refused' | 'not-kept';

/** One slice's page as it runs: how it stands, asked every five seconds, what failed, and the last hour by a dimension; or a past period. */
export class SliceScreen {
  slice: SliceAnswer | null = $state.raw(null);
  /** The numbers of a period that is not now. */
  past: PastNumbers | null = $state.raw(null);
  trouble: SliceTrouble | null = $state.raw(null);
  by = $state('provider');
  /** Counts by the chosen dimension; null while asked, a word where there are none to be had. */
  groups: StatsAnswer['groups'] | 'failed' | 'not-kept' | null = $state.raw(null);
  /** What went wrong during the last hour; null before it is known. */
  failures: SliceFailures | null = $state.raw(null);
  /** How dimensions and their values read; null before that is known. */
  journey: JourneyFrame | null = $state.raw(null);
  /** What of the address nobody knows. */
  unknown: Unknown | undefined = $state.raw();
  timeZone = $state('UTC');
  readonly link = new DeskLink(Date.now());
  readonly address: URLSearchParams;
  readonly moment: Moment;
  readonly #query: URLSearchParams;
  readonly #asker: Asker;
  /** By how much the server's clock is ahead of this one, in ms. */
  #serverAhead = 0;

  constructor(address: URLSearchParams, asker: Asker) {
    this.address = address;
    this.moment = liveMomentOf(address, this.link.now);
    this.#query = sliceQuery(address);
    this.#asker = asker;
    this.by = firstDimension(this.#query);
  }

  /** What it can be broken down by. */
  get dimensions(): readonly string[] {
    return this.journey === null ? [this.by] : dimensionsBeside(this.#query, this.journey);
  }

  /** The time that is counted: the last hour, or the period of the address. */
  get span(): { readonly from: number; readonly to: number } {
    if (this.moment.kind === 'frozen') return this.moment;
    const now = this.link.state === 'connecting' ? Date.now() + this.#serverAhead : this.link.now;
    return this.moment.kind === 'running' ? runningSpan(this.moment, now) : lastHour(now);
  }

  /** Runs until the returned function is called. A past period is asked for once, one that is none not at all. */
  start(): () => void {
    const isLive = this.moment.kind === 'now';
    const again = (): void => void (isLive && this.refresh());
    const stop = this.link.start({ view: 'incidents', id: '' }, { changed: again, opened: again }, this.#asker.token);
    const named = this.#learnNames();
    // What is up to now begins and ends by the server's clock, which comes with the names.
    if (this.moment.kind === 'running') void named.then(() => this.#count());
    else if (isShown(this.moment)) void this.#count();
    if (isLive) void this.#askFailures();
    const every = (ms: number, ask: () => Promise<void>) =>
      setInterval(() => {
        if (!document.hidden) void ask();
      }, ms);
    const timers = isLive ? [every(EVERY_MS, () => this.refresh()), every(FAILURES_EVERY_MS, () => this.#askFailures())] : [];
    if (this.moment.kind === 'running') timers.push(every(RUNNING_EVERY_MS, () => this.#count()));
    return () => {
      timers.forEach((timer) => clearInterval(timer));
      stop();
    };
  }

  async refresh(): Promise<void> {
    try {
      if (this.moment.kind === 'now') this.slice = await readSlice(this.#query, this.#asker);
      else this.past = await readPast(this.#query, this.span, this.#asker);
      this.trouble = null;
    } catch (error) {
      this.trouble = troubleOf(error);
    }
  }

  /** Breaks the last hour, or the period, down by a dimension. */
  async breakDown(by: string): Promise<void> {
    if (by !== this.by) this.groups = null;
    this.by = by;
    const groups = await readStats(breakdownQuery(this.#query, by, this.span), this.#asker).then(
      (answer) => answer.groups,
      (error: unknown) => (troubleOf(error) === 'not-kept' ? 'not-kept' : 'failed'),
    );
    if (this.by === by) this.groups = groups;
  }

  async #count(): Promise<void> {
    await Promise.all([this.refresh(), ...(this.by === '' ? [] : [this.breakDown(this.by)])]);
  }

  async #askFailures(): Promise<void> {
    this.failures = await readFailures(this.#query, this.#asker).catch(() => this.failures);
  }

  /** Without names values stand for themselves. */
  async #learnNames(): Promise<void> {
    const answer = await readNumbers('journeys', [], this.#asker).catch(() => null);
    if (answer === null) return;
    this.timeZone = answer.timeZone;
    this.#serverAhead = Date.parse(answer.serverTime) - Date.now();
    this.unknown = unknownIn(this.address, answer.journeys);
    this.journey = answer.journeys.find(({ id }) => id === this.#query.get('journey')) ?? null;
    const [first] = this.dimensions;
    if (this.journey === null || this.dimensions.includes(this.by)) return;
    if (first === undefined) [this.by, this.groups] = ['', 'not-kept'];
    else await this.breakDown(first);
  }
}

function troubleOf(error: unknown): SliceTrouble {
  if (!(error instanceof ApiError) || error.status >= 500) return 'failed';
  if (error.code === 'cuboid_not_kept') return 'not-kept';
  return error.status === 401 || error.status === 403 ? 'forbidden' : 'refused';
}
