import type { SparkPoint } from '../screens/wall/spark-view.js';

/** How often a graph follows its running minute, in milliseconds; the numbers beside it follow every second. */
const RUNNING_MINUTE_EVERY = 5_000;

/** What a graph looks like. */
export interface GraphLook {
  readonly points: readonly SparkPoint[];
  /** Top of the scale. */
  readonly maximum: number;
  /** Everything else that it is drawn from. */
  readonly rest: readonly unknown[];
}

/**
 * Whether a graph is worth drawing again. Drawing nine graphs once a second, as numbers are painted, made most of the wall's
 * long tasks on a slow machine (docs/performance.md). So the running minute alone makes it wait, anything else not.
 */
export class GraphPace {
  #look = '';
  #drawnAt = Number.NEGATIVE_INFINITY;

  /** @param now the page's own time in milliseconds */
  isDue({ points, maximum, rest }: GraphLook, now: number): boolean {
    const look = JSON.stringify([points.slice(0, -1), Math.round(maximum * 100), rest]);
    if (look === this.#look && now - this.#drawnAt < RUNNING_MINUTE_EVERY) return false;
    this.#look = look;
    this.#drawnAt = now;
    return true;
  }
}
