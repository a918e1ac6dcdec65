import { Injectable } from '@nestjs/common';
import type { StageEvent } from '@tillwatch/domain';

/** Hears of events right after they were written; duplicates are left out. Must not throw. */
export type ArrivalListener = (events: readonly StageEvent[]) => void;

/** Tells inside this process that events were accepted, before the fold has read them back (the first-run page waits for one). */
@Injectable()
export class Arrivals {
  private readonly listeners = new Set<ArrivalListener>();

  /** @returns what ends it */
  listen(listener: ArrivalListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(events: readonly StageEvent[], duplicates: readonly number[]): void {
    if (this.listeners.size === 0 || events.length === duplicates.length) return;
    const known = new Set(duplicates);
    const fresh = known.size === 0 ? events : events.filter((_, i) => !known.has(i));
    for (const listener of this.listeners) listener(fresh);
  }
}
