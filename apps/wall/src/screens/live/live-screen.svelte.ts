import type { IncidentAnswer, WorstSlices } from '@tillwatch/contract';
import type { Asker } from '../../api/errors.js';
import { worstSlices } from '../../api/slices.js';
import { BoardFeed } from '../../live/board-feed.js';
import type { BoardState } from '../../live/board-state.js';
import { browserTime } from '../../live/server-clock.js';
import { canJudge } from '../../live/vitals.js';
import { DEFAULT_BOARD } from '../../router.js';
import { NO_FILTER } from '../incidents/list-query.js';
import { IncidentList } from '../incidents/list-screen.svelte.js';

const WORST_EVERY_SECONDS = 5;

/** Everything a page shows of one instant. */
export interface Instant {
  readonly board: BoardState | null;
  readonly worst: WorstSlices | null;
  readonly open: readonly IncidentAnswer[];
  /** Server time, ms since the epoch. */
  readonly now: number;
  /** Whether it may be taken as the present. */
  readonly judged: boolean;
}

/** The live page as it runs: the board's feed, open incidents and the worst slices, all of one instant and all paused at one. */
export class LiveScreen {
  shown: Instant = $state.raw({ board: null, worst: null, open: [], now: Date.now(), judged: false });
  paused = $state(false);
  /** Incidents that opened while it was paused. */
  unseen = $state(0);
  readonly list: IncidentList;
  readonly #asker: Asker;
  #worst: WorstSlices | null = null;
  #seconds = 0;

  constructor(asker: Asker) {
    this.#asker = asker;
    this.list = new IncidentList(asker, () => NO_FILTER);
  }

  /** Runs until the returned function is called. */
  start(): () => void {
    const { token } = this.#asker;
    const events = { beat: () => undefined, pictured: () => this.#paint(feed), alerted: () => undefined, status: () => undefined };
    const feed = new BoardFeed({ board: DEFAULT_BOARD, ...(token === undefined ? {} : { token }) }, events, browserTime);
    const stop = this.list.start();
    const timer = setInterval(() => this.#tend(feed), 1_000);
    return () => {
      clearInterval(timer);
      stop();
      feed.close();
    };
  }

  /** Freezes everything at this instant, or goes on. */
  togglePause(): void {
    this.paused = !this.paused;
    this.unseen = 0;
  }

  #tend(feed: BoardFeed): void {
    feed.tend();
    if (this.#seconds % WORST_EVERY_SECONDS === 0) void this.#askWorst(feed.state);
    this.#seconds += 1;
    this.#paint(feed);
  }

  async #askWorst(board: BoardState | null): Promise<void> {
    if (!board) return;
    this.#worst = await worstSlices(board.board.headline.journey, this.#asker).catch(() => this.#worst);
  }

  #paint(feed: BoardFeed): void {
    const open = this.list.incidents.filter(({ status }) => status !== 'resolved');
    if (this.paused) {
      this.unseen = open.filter(({ id }) => !this.shown.open.some((known) => known.id === id)).length;
      return;
    }
    const now = feed.now() ?? this.shown.now;
    this.shown = { board: feed.state, worst: this.#worst, open, now, judged: canJudge(feed.vitals()) };
  }
}
