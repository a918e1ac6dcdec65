import { MAX_BODY_BYTES, MAX_EVENTS_PER_REQUEST, type WireEvent } from '@tillwatch/contract';

/** One event on its way, with the record of the file it came from. */
export interface Outgoing {
  /** The event as it is sent. */
  readonly json: string;
  /** Position among the file's records, from 1. */
  readonly row: number;
  readonly line: number;
}

/** Events of one request, at least one. */
export type Batch = readonly Outgoing[];

/** Room for the brackets and commas around the events. */
const BODY_MARGIN = 64 * 1024;

/** Collects events to requests that keep within the contract's limits. */
export class Batcher {
  #events: Outgoing[] = [];
  #bytes = 0;

  /** @param maxEvents events of a request, at most what the contract allows */
  constructor(private readonly maxEvents: number) {}

  get size(): number {
    return this.#events.length;
  }

  /** Adds an event. @returns the batch that is full and can go, if the event did not fit it any more */
  add(event: WireEvent, place: { row: number; line: number }): Batch | undefined {
    const json = JSON.stringify(event);
    const bytes = Buffer.byteLength(json) + 1;
    const isFull = this.#events.length >= Math.min(this.maxEvents, MAX_EVENTS_PER_REQUEST);
    const full = isFull || this.#bytes + bytes > MAX_BODY_BYTES - BODY_MARGIN ? this.take() : undefined;
    this.#events.push({ json, ...place });
    this.#bytes += bytes;
    return full;
  }

  /** Hands out what has collected; undefined where nothing has. */
  take(): Batch | undefined {
    if (this.#events.length === 0) return undefined;
    const batch = this.#events;
    this.#events = [];
    this.#bytes = 0;
    return batch;
  }
}
