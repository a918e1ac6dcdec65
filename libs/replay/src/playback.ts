import type { IncidentChange } from '@tillwatch/domain';
import type { Sent, SimulatedInstallation } from './simulated-installation.js';

const SECOND_MS = 1_000;
/** For so long after the last event every second is judged: by then everything that was heard has had its turn. */
const SETTLE_MS = 10_000;
/** Seconds left out while nothing arrives: fewer while something is open or not plainly normal. */
const [RESTLESS_MS, CALM_MS] = [10_000, 60_000];
/** Longest silence that is lived through (ms). After it nothing is left that time alone could change. */
const SILENCE_MS = 14 * 86_400_000;
/** History that is sent at once, at most. */
const HISTORY_AT_ONCE = 5_000;

/** A recorded event. `P` says where it was read. */
export interface Recorded<P> {
  readonly event: unknown;
  /** When it arrived (ms since the epoch). */
  readonly at: number;
  readonly isHistory: boolean;
  readonly place: P;
}

/** What a playback tells of. */
export interface PlaybackEvents<P> {
  /** Events went through the door; `places` in the order of the positions that {@link Sent} names. */
  readonly sent: (sent: Sent, places: readonly P[]) => void;
  /** There is something to tell of an incident. */
  readonly changed: (change: IncidentChange) => void;
  /** Every time the clock moves on; playing waits for it. */
  readonly reached?: (now: number) => Promise<void> | void;
}

/**
 * Plays recorded events to an installation: each arrives in its second, every second with events is judged, and the time in
 * between as often as it can matter. What stands later in the recording than it should has arrived late.
 */
export class Playback<P> {
  private past: Recorded<P>[] = [];
  private waiting: Recorded<P>[] = [];
  /** When what is waiting arrives. */
  private due = -Infinity;
  private heardAt = -Infinity;
  private judgedAt = -Infinity;
  private hasBegun = false;

  constructor(
    private readonly installation: SimulatedInstallation,
    private readonly on: PlaybackEvents<P>,
  ) {}

  /** Plays an event. What arrived in the seconds before has been judged by then. @returns what must be waited for, if anything */
  add(recorded: Recorded<P>): Promise<void> | undefined {
    const due = Math.max(this.due, Math.ceil(recorded.at / SECOND_MS) * SECOND_MS);
    const isPast = recorded.isHistory && !this.hasBegun;
    if (!isPast && (due > this.due || !this.hasBegun)) return this.next(recorded, due);
    this.due = due;
    (isPast ? this.past : this.waiting).push(recorded);
    if (this.past.length >= HISTORY_AT_ONCE) this.sendPast();
    return undefined;
  }

  /** Says that everything added so far has arrived by `now`, and judges it. Ticks never go back. */
  async tick(now: number): Promise<void> {
    if (!this.hasBegun) await this.begin(now);
    if (this.due < now) await this.play();
    if (this.judgedAt !== now || this.waiting.length > 0) await this.reach(now);
    this.due = Math.floor(now / SECOND_MS) * SECOND_MS + SECOND_MS;
  }

  /** Plays what is still waiting, and lets everything that was heard have its turn. */
  async end(): Promise<void> {
    this.sendPast();
    await this.play();
    if (this.hasBegun) await this.pass(this.heardAt + SETTLE_MS);
  }

  /** Begins a new second. */
  private async next(recorded: Recorded<P>, due: number): Promise<void> {
    if (this.hasBegun) await this.play();
    else await this.begin(due);
    this.due = due;
    this.waiting.push(recorded);
  }

  /** History before anything happens is nobody's to judge: it is sent in bulk, and usual rates are learnt from it at once. */
  private async begin(now: number): Promise<void> {
    this.hasBegun = true;
    this.sendPast();
    if (this.installation.hasNewHistory) await this.installation.learn(now);
  }

  private sendPast(): void {
    if (this.past.length > 0) this.send(this.past, this.due);
    this.past = [];
  }

  private async play(): Promise<void> {
    if (this.waiting.length > 0) await this.reach(this.due);
  }

  private async reach(now: number): Promise<void> {
    await this.pass(now);
    if (this.waiting.length > 0) {
      this.send(this.waiting, now);
      this.heardAt = now;
      this.waiting = [];
    }
    await this.judge(now);
  }

  /** Lives through the time up to `now` in which nothing arrives. */
  private async pass(now: number): Promise<void> {
    if (this.judgedAt === -Infinity) return;
    const until = Math.min(now, this.heardAt + SILENCE_MS);
    for (let next = this.nextTick(); next < until; next = this.nextTick()) await this.judge(next);
  }

  private nextTick(): number {
    const { judgedAt } = this;
    const isSettled = judgedAt - this.heardAt >= SETTLE_MS;
    const step = !isSettled ? SECOND_MS : this.installation.isRestless(judgedAt) ? RESTLESS_MS : CALM_MS;
    return Math.floor(judgedAt / SECOND_MS) * SECOND_MS + step;
  }

  private send(recorded: readonly Recorded<P>[], now: number): void {
    const sent = this.installation.send(
      recorded.map(({ event }) => event),
      now,
    );
    this.on.sent(
      sent,
      recorded.map(({ place }) => place),
    );
  }

  private async judge(now: number): Promise<void> {
    if (this.installation.mustLearn(now)) await this.installation.learn(now);
    for (const change of this.installation.tick(now)) this.on.changed(change);
    this.judgedAt = now;
    await this.on.reached?.(now);
  }
}
