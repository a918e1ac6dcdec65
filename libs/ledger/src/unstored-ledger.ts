import type { StageEvent } from '@tillwatch/domain';
import { Fingerprints } from './fingerprint.js';
import { logged } from './logged.js';
import type { LoggedBatch } from './logged-batch.js';

/** As long as the stored ledger remembers an id: one hour more than the oldest event that is accepted. */
const SEEN_MS = 48 * 3_600_000;
/** How often ids that are old enough are forgotten. */
const FORGET_MS = 600_000;

/** What became of events that were appended. */
export interface Appended {
  readonly batch: LoggedBatch;
  /** Events that were known already. */
  readonly duplicates: number;
}

/**
 * The ledger of recorded events that are lived through in simulated time: appends once, as the stored one does, and stores
 * nothing. An event is known by tenant, id and the second it was sent with; history by the hour, and for good.
 */
export class UnstoredLedger {
  private readonly prints = new Fingerprints(1);
  private readonly seconds = new Map<number, Set<number>>();
  private readonly hours = new Map<number, Set<number>>();
  private forgotAt = 0;

  /** Appends at `at` (ms since the epoch), which never goes back. */
  append(events: readonly StageEvent[], at: number): Appended {
    if (at - this.forgotAt >= FORGET_MS) this.forget(at);
    const known = new Set<number>();
    const fresh = events.filter((event) => {
      const print = this.prints.of(event.tenant, event.id);
      if (known.has(print)) return false;
      known.add(print);
      return this.isNew(print, event);
    });
    return { batch: logged(fresh, at), duplicates: events.length - fresh.length };
  }

  private isNew(print: number, { occurredAt, backfill }: StageEvent): boolean {
    const [sets, name] = backfill ? [this.hours, Math.floor(occurredAt / 3_600_000)] : [this.seconds, Math.floor(occurredAt / 1000)];
    let set = sets.get(name);
    if (set === undefined) sets.set(name, (set = new Set()));
    const before = set.size;
    return set.add(print).size > before;
  }

  private forget(at: number): void {
    this.forgotAt = at;
    for (const second of this.seconds.keys()) if (second * 1000 < at - SEEN_MS) this.seconds.delete(second);
  }
}
