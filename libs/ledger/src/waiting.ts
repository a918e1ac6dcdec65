import type { StageEvent } from '@tillwatch/domain';
import type { AppendResult } from './ledger.js';

/** A request that waits for its events to be written. */
export interface Waiting {
  readonly events: readonly StageEvent[];
  /** When it came, by the process's own clock (ms). */
  readonly since: number;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
}

/** Gives each request of a batch the duplicates among its own events; `duplicates` are positions in the batch. */
export function answer(group: readonly Waiting[], duplicates: readonly number[]): void {
  const sorted = [...duplicates].sort((a, b) => a - b);
  let from = 0;
  let next = 0;
  for (const waiting of group) {
    const own: number[] = [];
    const end = from + waiting.events.length;
    for (; next < sorted.length && (sorted[next] ?? 0) < end; next++) own.push((sorted[next] ?? 0) - from);
    waiting.resolve({ duplicates: own });
    from = end;
  }
}
