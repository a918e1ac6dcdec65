import type { PrecisionAnswer } from '@tillwatch/contract';
import type { Asker } from '../../api/errors.js';
import { readPrecision } from '../../api/notifications.js';

/** It is of thirty days, and changes when people do something. */
const REFRESH_MS = 60_000;

/** How much of what rules raised was real, read for itself: what cannot be told of it costs nothing else of the page. */
export class PrecisionReader {
  /** What was read last; undefined until then, null where it could not be read and never was. */
  answer: PrecisionAnswer | null | undefined = $state.raw();
  readonly #asker: Asker;

  constructor(asker: Asker) {
    this.#asker = asker;
  }

  /** Reads now and every minute while somebody looks, until the returned function is called. */
  start(): () => void {
    void this.#read();
    const timer = setInterval(() => {
      if (!document.hidden) void this.#read();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }

  async #read(): Promise<void> {
    this.answer = await readPrecision(this.#asker).catch(() => this.answer ?? null);
  }
}
