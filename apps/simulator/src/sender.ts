import { MAX_EVENTS_PER_REQUEST, type WireEvent } from '@tillwatch/contract';
import type { Door } from './door.js';
import type { Tallier } from './tally.js';

/** What sending depends on. */
export interface SenderOptions {
  readonly door: Door;
  readonly tallier: Tallier;
  /** Waits; ends early, without an error, when the signal fires. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told when the server turns away or comes back; `why` is undefined when it is back. */
  readonly notice: (why: string | undefined) => void;
  /** Events kept while the server is away; beyond it the oldest are given up. Default 100,000. */
  readonly room?: number;
}

/** The server does not know the key: nothing can be sent. */
export class Locked extends Error {}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const ROOM = 100_000;

/** Sends events in order, one request at a time, and keeps them while the server is away. */
export class Sender {
  private waiting: WireEvent[] = [];
  private tries = 0;
  private flushing: Promise<void> | undefined;
  private failure: Error | undefined;

  constructor(private readonly options: SenderOptions) {}

  /** Events that wait to be sent. */
  get pending(): number {
    return this.waiting.length;
  }

  /** Takes events in; gives up the oldest where there is no room. */
  add(events: readonly WireEvent[]): void {
    for (const event of events) this.waiting.push(event);
    const over = this.waiting.length - (this.options.room ?? ROOM);
    if (over <= 0) return;
    this.waiting.splice(0, over);
    this.options.tallier.lost(over);
  }

  /** Sees to it that what waits is being sent, without waiting for it. @throws what an earlier sending ended with */
  pump(signal: AbortSignal): void {
    if (this.failure !== undefined) throw this.failure;
    this.flushing ??= this.flush(signal)
      .catch((error: unknown) => void (this.failure = error instanceof Error ? error : new Error(String(error))))
      .finally(() => void (this.flushing = undefined));
  }

  /** Sends what waits until nothing does or the signal fires. @throws Locked where the key opens no door */
  async flush(signal: AbortSignal): Promise<void> {
    while (this.waiting.length > 0 && !signal.aborted) {
      const batch = this.waiting.splice(0, MAX_EVENTS_PER_REQUEST);
      const pause = await this.sendBatch(batch, signal);
      if (pause > 0) await this.options.wait(pause, signal);
    }
  }

  /** Sends one batch; puts it back where it has to go again, and returns how long to wait then. */
  private async sendBatch(batch: WireEvent[], signal: AbortSignal): Promise<number> {
    const { door, tallier, notice } = this.options;
    const reply = await door.send(batch, signal);
    if (reply.kind === 'later') {
      this.waiting = [...batch, ...this.waiting];
      if (this.tries++ === 0 && !signal.aborted) notice(reply.why);
      return reply.afterMs ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.tries);
    }
    if (this.tries > 0) notice(undefined);
    this.tries = 0;
    if (reply.kind === 'locked') throw new Locked(reply.why);
    if (reply.kind === 'refused') tallier.refused(batch.length, reply.why);
    else tallier.answered(reply.answer);
    return 0;
  }
}
