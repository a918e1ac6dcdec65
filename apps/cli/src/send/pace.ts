import type { WireEvent } from '@tillwatch/contract';
import type { Session } from '../session.js';
import type { Pace } from './transfer.js';

/** Shortest wait, so that a fast replay sends requests of many events instead of many requests. */
const TICK_MS = 100;

/**
 * Moves recorded events to now: the first record happens at the start of the replay and the time between records
 * shrinks by `speed`. The order of the file is the order of arrival, so what came late comes late again.
 */
export class Replay {
  readonly #run: string;
  #firstAt: number | undefined;
  #startedAt = 0;
  #releaseAt = 0;

  /** @param speed how many recorded seconds pass in one */
  constructor(
    private readonly speed: number,
    private readonly session: Pick<Session, 'clock' | 'wait'>,
  ) {
    this.#run = session.clock.now().toString(36);
  }

  /** The event as it happens now. Its names are this replay's own, so that it meets neither the import nor an earlier replay. */
  readonly change = (event: WireEvent): WireEvent => {
    const recordedAt = Date.parse(event.occurredAt);
    if (this.#firstAt === undefined) {
      this.#firstAt = recordedAt;
      this.#startedAt = this.session.clock.now();
    }
    const occurredAt = new Date(Math.round(this.#startedAt + (recordedAt - this.#firstAt) / this.speed)).toISOString();
    const { attempt, purchase, spanMs } = event;
    return {
      ...event,
      id: this.#own(event.id),
      occurredAt,
      ...(typeof attempt === 'string' ? { attempt: this.#own(attempt) } : {}),
      ...(typeof purchase === 'string' ? { purchase: this.#own(purchase) } : {}),
      ...(typeof spanMs === 'number' ? { spanMs: Math.round(spanMs / this.speed) } : {}),
    };
  };

  /** Lets events go when they have happened: counted ones when the span they are spread over is over. */
  pace(signal: AbortSignal): Pace {
    return async (events, flush) => {
      for (const { occurredAt, spanMs } of events) this.#releaseAt = Math.max(this.#releaseAt, Date.parse(occurredAt) + (spanMs ?? 0));
      const { clock, wait } = this.session;
      if (this.#releaseAt <= clock.now()) return;
      await flush();
      while (this.#releaseAt > clock.now() && !signal.aborted) await wait(Math.max(TICK_MS, this.#releaseAt - clock.now()), signal);
    };
  }

  #own(name: string): string {
    return `${name}@${this.#run}`;
  }
}
