import type { EventsAnswer } from '@tillwatch/contract';

/** What has been sent, and what became of it. */
export interface Tally {
  accepted: number;
  duplicates: number;
  rejected: number;
  /** Given up because the server was away for too long. */
  lost: number;
}

/** Counts answers; reading it starts anew. */
export class Tallier {
  #tally: Tally = { accepted: 0, duplicates: 0, rejected: 0, lost: 0 };
  #reason: string | undefined;

  /** Adds the answer to one request. */
  answered(answer: EventsAnswer): void {
    this.#tally.accepted += answer.accepted;
    this.#tally.duplicates += answer.duplicates;
    this.refused(answer.rejected.length, answer.rejected[0]?.message ?? '');
  }

  /** Adds events that will never be taken. */
  refused(events: number, why: string): void {
    this.#tally.rejected += events;
    if (events > 0) this.#reason ??= why;
  }

  /** Adds events that were given up. */
  lost(events: number): void {
    this.#tally.lost += events;
  }

  /** What was counted since the last reading, and the first reason for a rejection in it. */
  read(): Tally & { readonly reason: string | undefined } {
    const read = { ...this.#tally, reason: this.#reason };
    this.#tally = { accepted: 0, duplicates: 0, rejected: 0, lost: 0 };
    this.#reason = undefined;
    return read;
  }
}
