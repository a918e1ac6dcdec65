import type { SparkPoint } from '../screens/wall/spark-view.js';

/** How often a graph follows its running minute, in milliseconds: an hour wide, it moves by less than a pixel a second. */
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
 * Whether a graph is worth drawing again. Numbers are painted once a second; drawing nine graphs as often would cost a slow
 * machine most of its time (`npm run bench -- --only wall`). So the running minute alone makes it wait, anything else not.
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
