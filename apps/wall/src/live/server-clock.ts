/** Where local time comes from; replaced in specs. */
export interface LocalTime {
  /** Milliseconds that never run backwards, but may stand still while the machine sleeps. */
  monotonic(): number;
  /** Milliseconds since the epoch, as the machine believes. */
  wall(): number;
}

/** The browser's own clocks. */
export const browserTime: LocalTime = { monotonic: () => performance.now(), wall: () => Date.now() };

/**
 * Counts the time since a moment by both clocks and believes the larger: the steady one stands still while a machine
 * sleeps, the other may be set back. An hour asleep must never look like a second.
 */
export class Stopwatch {
  readonly #time: LocalTime;
  #monotonic: number;
  #wall: number;

  constructor(time: LocalTime) {
    this.#time = time;
    this.#monotonic = time.monotonic();
    this.#wall = time.wall();
  }

  restart(): void {
    this.#monotonic = this.#time.monotonic();
    this.#wall = this.#time.wall();
  }

  /** Milliseconds since the last restart. */
  elapsed(): number {
    return Math.max(0, this.#time.monotonic() - this.#monotonic, this.#time.wall() - this.#wall);
  }
}

/** The server's clock, carried on between its messages by the local stopwatch; the device's own date is never shown. */
export class ServerClock {
  readonly #since: Stopwatch;
  #at: number | null = null;

  constructor(time: LocalTime) {
    this.#since = new Stopwatch(time);
  }

  /** The server says that it is `serverTime` (ms since epoch). */
  set(serverTime: number): void {
    this.#at = serverTime;
    this.#since.restart();
  }

  /** The server's time now; null before the server said anything. */
  now(): number | null {
    return this.#at === null ? null : this.#at + this.#since.elapsed();
  }
}
