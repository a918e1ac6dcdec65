import type { Clock, StageEvent } from '@tillwatch/domain';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { prepareCommit, sendCommit, type CommitReply, type PreparedCommit } from './commit.js';
import { LedgerAwayError, LedgerBusyError } from './errors.js';
import { Fingerprints } from './fingerprint.js';
import type { AppendResult, Ledger } from './ledger.js';
import { answer, type Waiting } from './waiting.js';

/** How requests are gathered and how long the ledger tries. */
export interface GroupCommitLimits {
  /** Requests that arrive within this time share one write. */
  readonly gatherMs: number;
  /** A gathered batch is sent at once when it has this many events. */
  readonly batchEvents: number;
  /** Writes under way at the same time. */
  readonly inFlight: number;
  /** Waiting events beyond which requests are refused (about 50 ms of writing). */
  readonly queueEvents: number;
  /** How long after it came a request is told that Redis is away; at most one command's time-out longer. */
  readonly giveUpMs: number;
}

/** perf.md-measured defaults: 2 ms, 1,000 events, 4 in flight. */
export const GROUP_COMMIT_LIMITS: GroupCommitLimits = {
  gatherMs: 2,
  batchEvents: 1_000,
  inFlight: 4,
  queueEvents: 25_000,
  giveUpMs: 5_000,
};

/** What the group commit tells the outside about itself; durations in milliseconds. */
export interface CommitObserver {
  committed(batch: { readonly events: number; readonly duplicates: number; readonly ms: number; readonly entry: string | null }): void;
  retried(error: unknown): void;
}

/** Lets the requests of a few milliseconds share one atomic write; each is answered when Redis has answered. */
export class GroupCommit implements Ledger {
  private queue: Waiting[] = [];
  private queued = 0;
  private flying = 0;
  private timer: NodeJS.Timeout | undefined;
  /** Why Redis did not answer the last write; undefined where it did. */
  private away: Error | undefined;
  private readonly space: { readonly keys: KeySpace; readonly prints: Fingerprints };

  constructor(
    private readonly redis: Redis,
    { keys, seed }: { readonly keys: KeySpace; readonly seed: number },
    private readonly clock: Clock,
    private readonly observer: CommitObserver,
    private readonly limits: GroupCommitLimits = GROUP_COMMIT_LIMITS,
  ) {
    this.space = { keys, prints: new Fingerprints(seed) };
  }

  append(events: readonly StageEvent[]): Promise<AppendResult> {
    if (events.length === 0) return Promise.resolve({ duplicates: [] });
    if (this.queued > 0 && this.queued + events.length > this.limits.queueEvents) {
      return Promise.reject(new LedgerBusyError(1));
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ events, since: performance.now(), resolve, reject });
      this.queued += events.length;
      if (this.queued >= this.limits.batchEvents) this.flush();
      else this.timer ??= setTimeout(() => this.flush(), this.limits.gatherMs);
    });
  }

  /** Resolves when nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    this.flush();
    while (this.queue.length > 0 || this.flying > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.away !== undefined) this.refuseLate(this.away);
    while (this.queue.length > 0 && this.flying < this.limits.inFlight) {
      const group = this.takeGroup();
      this.flying++;
      void this.write(group).finally(() => {
        this.flying--;
        if (this.queue.length > 0) this.flush();
      });
    }
  }

  /** Refuses what has waited too long behind writes that Redis does not answer: its turn might be many time-outs away. */
  private refuseLate(cause: Error): void {
    const firstInTime = this.queue.findIndex((waiting) => !this.isLate(waiting));
    const late = this.queue.splice(0, firstInTime === -1 ? this.queue.length : firstInTime);
    for (const { events, reject } of late) {
      this.queued -= events.length;
      reject(new LedgerAwayError(cause));
    }
  }

  private isLate({ since }: Waiting): boolean {
    return performance.now() - since > this.limits.giveUpMs;
  }

  private takeGroup(): Waiting[] {
    let events = 0;
    let end = 0;
    for (const waiting of this.queue) {
      if (end > 0 && events + waiting.events.length > this.limits.batchEvents) break;
      events += waiting.events.length;
      end++;
    }
    this.queued -= events;
    return this.queue.splice(0, end);
  }

  private async write(group: readonly Waiting[]): Promise<void> {
    try {
      const events = group.flatMap((waiting) => waiting.events);
      const prepared = prepareCommit(events, this.clock.now(), this.space);
      const started = performance.now();
      const { entry, duplicates } = await this.send(prepared, group);
      this.observer.committed({ events: events.length, duplicates: duplicates.length, ms: performance.now() - started, entry });
      answer(group, duplicates);
    } catch (error) {
      for (const waiting of group) waiting.reject(asError(error));
    }
  }

  /**
   * Sends the same batch until Redis answers: repeating it cannot count anything twice. Requests hear that Redis is away
   * each in its own time; the batch is given up with the last of them.
   */
  private async send(prepared: PreparedCommit, group: readonly Waiting[]): Promise<CommitReply> {
    for (;;) {
      try {
        const reply = await sendCommit(this.redis, prepared);
        this.away = undefined;
        return reply;
      } catch (error) {
        this.away = asError(error);
        const refusal = new LedgerAwayError(error);
        const late = group.filter((waiting) => this.isLate(waiting));
        for (const waiting of late) waiting.reject(refusal);
        if (late.length === group.length) throw refusal;
        this.observer.retried(error);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
