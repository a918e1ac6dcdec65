import type { Clock } from '@tillwatch/domain';

/** What holding back depends on. */
export interface HoldBackOptions {
  /** How long to go on without a single answer, in milliseconds. */
  readonly patienceMs: number;
  readonly clock: Clock;
  /** Waits; ends early, without an error, when the signal fires. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;

/** Keeps every request waiting while the server wants to be left alone, and says when to give up. */
export class HoldBack {
  readonly #options: HoldBackOptions;
  #until = 0;
  #heardAt: number;

  constructor(options: HoldBackOptions) {
    this.#options = options;
    this.#heardAt = options.clock.now();
  }

  /** The server has answered for something, or nothing is asked of it. */
  heard(): void {
    this.#heardAt = this.#options.clock.now();
  }

  /**
   * Holds all requests back for `ms`.
   *
   * @returns `given_up` where nothing was heard for longer than patience lasts, `known` where a wait was on already
   */
  hold(ms: number): 'holding' | 'known' | 'given_up' {
    const { clock, patienceMs } = this.#options;
    const now = clock.now();
    if (now - this.#heardAt + ms > patienceMs) return 'given_up';
    const isHolding = now < this.#until;
    this.#until = Math.max(this.#until, now + ms);
    return isHolding ? 'known' : 'holding';
  }

  /** Ends when requests may go again, or when the signal fires. */
  async released(signal: AbortSignal): Promise<void> {
    const { clock, wait } = this.#options;
    for (let ms = this.#until - clock.now(); ms > 0 && !signal.aborted; ms = this.#until - clock.now()) await wait(ms, signal);
  }
}

/** How long to wait before try number `tries` + 1, unless the server says so itself (`Retry-After`). */
export function backOff(tries: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS);
}
