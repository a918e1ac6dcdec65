import type { PastVolume } from '@tillwatch/detection';
import { Random } from '../../libs/explanation/quality/random.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Local hour of day of a time, with its fraction; these worlds live in UTC. */
export function dayHour(now: number): number {
  return (now % DAY) / HOUR;
}

/** A seeded stream of events with a rhythm: ×0.2 to ×1.8 over the day, weekends ×0.7, AR(1) noise (ten minutes, sd 0.2). */
export class VolumeWorld {
  readonly #random: Random;
  readonly #perSecond: number;
  #noise = 0;
  #refreshedAt = -Infinity;

  constructor(perSecond: number, seed: number) {
    this.#perSecond = perSecond;
    this.#random = new Random(seed);
  }

  /** Events of the `spanMs` before `now`; `factor` is what a campaign or an outage makes of them. */
  draw(now: number, spanMs: number, factor = 1): number {
    if (now - this.#refreshedAt >= 10 * SECOND) this.#refresh(now);
    const daily = 1 - 0.8 * Math.cos((2 * Math.PI * (dayHour(now) - 3)) / 24);
    const weekend = new Date(now).getUTCDay() % 6 === 0 ? 0.7 : 1;
    return this.#random.poisson(((this.#perSecond * spanMs) / SECOND) * daily * weekend * Math.exp(this.#noise) * factor);
  }

  #refresh(now: number): void {
    const keep = Math.exp(-Math.min(now - this.#refreshedAt, DAY) / (10 * MINUTE));
    this.#noise = this.#noise * keep + Math.sqrt(1 - keep * keep) * 0.2 * this.#random.normal();
    this.#refreshedAt = now;
  }

  /** Hourly counts of `days` days from `start` on, as an import would bring them; `factor` by hours from the start. */
  history(start: number, days: number, factor: (hour: number) => number = () => 1): PastVolume[] {
    return Array.from({ length: days * 24 }, (_, at) => {
      const from = start + at * HOUR;
      let total = 0;
      for (let minute = 1; minute <= 60; minute += 1) total += this.draw(from + minute * MINUTE, MINUTE, factor(at));
      return { hourOfDay: at % 24, dayAge: days - (at + 1) / 24, total };
    });
  }
}
