import type { Heartbeat, WallSnapshot, WallTick } from '@tillwatch/contract';
import { applyTick, fromSnapshot, type BoardState } from './board-state.js';
import { openLiveLink, type LinkStatus, type LiveLink } from './link.js';
import { ServerClock, Stopwatch, type LocalTime } from './server-clock.js';
import { DOWN_AFTER, vitalsOf, type Vitals } from './vitals.js';

/** What a feed tells as it happens; everything else is read from it once a second. */
export interface FeedEvents {
  /** A heartbeat of the server arrived. */
  beat(heartbeat: Heartbeat): void;
  /** A whole picture arrived. */
  pictured(): void;
  /** A tick brought alerts. */
  alerted(): void;
  /** The link opened, broke or was refused. */
  status(status: LinkStatus): void;
}

/** How long an asked-for snapshot may take before it is asked for again. */
const ASK_AGAIN_AFTER = 5_000;

/**
 * The numbers of one board as they arrive: snapshot, ticks in order, a new snapshot where one is missing. What it holds is
 * plain data that nobody watches; the screen reads it when it paints.
 */
export class BoardFeed {
  readonly #events: FeedEvents;
  readonly #clock: ServerClock;
  readonly #silence: Stopwatch;
  readonly #waiting: Stopwatch;
  readonly #unjudged: Stopwatch;
  readonly #untested: Stopwatch;
  readonly #link: LiveLink;
  #state: BoardState | null = null;
  #status: LinkStatus = { kind: 'connecting', attempts: 0 };
  #asked = false;
  #lastBeat: number | null = null;

  constructor(subscription: { readonly board: string; readonly token?: string }, events: FeedEvents, time: LocalTime) {
    this.#events = events;
    this.#clock = new ServerClock(time);
    this.#silence = new Stopwatch(time);
    this.#waiting = new Stopwatch(time);
    this.#unjudged = new Stopwatch(time);
    this.#untested = new Stopwatch(time);
    const { board, token } = subscription;
    const handlers = {
      snapshot: (snapshot: WallSnapshot) => this.#onSnapshot(snapshot),
      tick: (tick: WallTick) => this.#onTick(tick),
      heartbeat: (heartbeat: Heartbeat) => this.#onHeartbeat(heartbeat),
      status: (status: LinkStatus) => this.#onStatus(status),
    };
    this.#link = openLiveLink({ view: 'wall', id: board }, handlers, token === undefined ? {} : { token });
  }

  get state(): BoardState | null {
    return this.#state;
  }

  get status(): LinkStatus {
    return this.#status;
  }

  /** Server time of the last heartbeat; null before the first. */
  get lastBeat(): number | null {
    return this.#lastBeat;
  }

  /** The server's time now; null before it said anything. */
  now(): number | null {
    return this.#clock.now();
  }

  vitals(): Vitals {
    const now = this.#clock.now();
    const age = (at: number | undefined) => (now === null || at === undefined ? null : Math.max(0, now - at));
    const refused = this.#status.kind === 'refused' && this.#status.code === 'not_allowed';
    const unjudged = this.#state?.detector.at === 0;
    const detectorAge = unjudged ? this.#unjudged.elapsed() : age(this.#state?.detector.at);
    const dataAge = age(this.#state?.watermark);
    return vitalsOf({ silence: this.#silence.elapsed(), dataAge, detectorAge, selfTestAge: this.#selfTestAge(age), unjudged, refused });
  }

  /** Before the first self-test, the time since this page last heard of one. */
  #selfTestAge(age: (at: number) => number | null): number | null {
    const at = this.#state?.detector.selfTestAt;
    if (at === undefined) return null;
    return at === 0 ? this.#untested.elapsed() : age(at);
  }

  /** Forgets nothing, but asks for the whole picture: after the page was hidden, for example. */
  resync(): void {
    this.#asked = true;
    this.#waiting.restart();
    this.#link.resync();
  }

  /** To be called about once a second: asks again for what did not come, and gives up a connection that fell silent. */
  tend(): void {
    if (this.#asked && this.#waiting.elapsed() >= ASK_AGAIN_AFTER) this.resync();
    if (this.#status.kind !== 'open' || Math.min(this.#silence.elapsed(), this.#waiting.elapsed()) < DOWN_AFTER) return;
    this.#waiting.restart();
    this.#link.reconnect();
  }

  close(): void {
    this.#link.close();
  }

  #onSnapshot(snapshot: WallSnapshot): void {
    this.#asked = false;
    this.#clock.set(snapshot.serverTime);
    this.#take(fromSnapshot(snapshot));
    this.#events.pictured();
  }

  #onTick(tick: WallTick): void {
    if (!this.#state) return;
    const result = applyTick(this.#state, tick);
    if (result.kind === 'applied') {
      this.#clock.set(tick.serverTime);
      this.#take(result.state);
      if (tick.alerts) this.#events.alerted();
    } else if (result.kind === 'gap' && !this.#asked) this.resync();
  }

  #take(state: BoardState): void {
    this.#state = state;
    if (state.detector.at > 0) this.#unjudged.restart();
    if (state.detector.selfTestAt !== 0) this.#untested.restart();
  }

  #onHeartbeat(heartbeat: Heartbeat): void {
    this.#silence.restart();
    this.#clock.set(heartbeat.serverTime);
    this.#lastBeat = heartbeat.serverTime;
    this.#events.beat(heartbeat);
  }

  #onStatus(status: LinkStatus): void {
    this.#status = status;
    if (status.kind === 'open') this.#waiting.restart();
    this.#events.status(status);
  }
}
