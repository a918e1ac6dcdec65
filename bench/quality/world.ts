import { Random } from '../../libs/explanation/quality/random.js';

// Taken out once: inside Jest every look-up of a global costs ten times the call.
const { PI, cos, exp, floor, log, min, sin, sqrt } = Math;
const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A Monday, 00:00 UTC; the worlds live in UTC. */
export const WORLD_START = Date.UTC(2026, 0, 5);

/** How a segment's traffic behaves when nothing is wrong. */
export interface Healthy {
  /** Mean outcomes a second, and mean share that fails. */
  readonly perSecond: number;
  readonly rate: number;
  /** Volume ×0.2 to ×1.8 over the day, weekends ×0.7, AR(1) noise, campaigns ×3. */
  readonly lively: boolean;
  /** The rate swings ±15 % over the day and wanders (lognormal, sd 0.15) with this correlation time in hours; 0 for neither. */
  readonly driftHours: number;
  /** Coefficient of variation of the rate from one shock to the next; 0 for none. */
  readonly shocks: number;
  /** How long a shock lasts. */
  readonly shockMs: number;
  /** Share of failing customers who try again at once, and fail 2 to 5 times more. */
  readonly retries: number;
}

/** Steady traffic without any of the above. */
export const STEADY: Healthy = { perSecond: 10, rate: 0.02, lively: false, driftHours: 0, shocks: 0, shockMs: 10 * SECOND, retries: 0 };

/** Outcomes of one tick. */
export interface Outcomes {
  readonly failed: number;
  readonly total: number;
}

/** Hour of day of a time in the worlds. */
export function hourIn(now: number): number {
  return floor((now % DAY) / HOUR);
}

/** A seeded stream of outcomes of one segment. */
export class World {
  readonly #random: Random;
  readonly #shape: Healthy;
  #refreshedAt = -Infinity;
  #shockedAt = -Infinity;
  #noise = 0;
  #drift = 0;
  #shock = 1;
  #campaignUntil = 0;
  #perSecond = 0;
  #rate = 0;

  constructor(shape: Healthy, seed: number) {
    this.#shape = shape;
    this.#random = new Random(seed);
    this.#drift = this.#random.normal() * 0.15;
  }

  /** Outcomes of the `spanMs` before `now`; `rise` replaces the rate while something is broken. */
  draw(now: number, spanMs: number, rise?: (usual: number) => number): Outcomes {
    if (now - this.#refreshedAt >= 10 * SECOND) this.#refresh(now);
    const total = this.#random.poisson((this.#perSecond * spanMs) / SECOND);
    const rate = rise === undefined ? this.#rate : rise(this.#rate);
    return this.#withRetries(total, this.#random.binomial(total, rate));
  }

  #withRetries(total: number, failed: number): Outcomes {
    let more = 0;
    if (this.#shape.retries > 0) {
      for (let n = this.#random.binomial(failed, this.#shape.retries); n > 0; n -= 1) more += 2 + floor(this.#random.next() * 4);
    }
    return { total: total + more, failed: failed + more };
  }

  #refresh(now: number): void {
    const elapsed = min(now - this.#refreshedAt, DAY);
    this.#refreshedAt = now;
    this.#perSecond = this.#shape.perSecond * (this.#shape.lively ? this.#volume(now, elapsed) : 1);
    const { rate, driftHours } = this.#shape;
    const odds = (rate / (1 - rate)) * (driftHours > 0 ? this.#swing(now, elapsed) : 1) * this.#shockAt(now);
    this.#rate = odds / (1 + odds);
  }

  #volume(now: number, elapsed: number): number {
    const keep = exp(-elapsed / (10 * 60 * SECOND));
    this.#noise = this.#noise * keep + sqrt(1 - keep * keep) * 0.2 * this.#random.normal();
    if (this.#random.next() < elapsed / (2 * DAY)) this.#campaignUntil = now + 2 * HOUR;
    const daily = 1 - 0.8 * cos((2 * PI * ((now % DAY) / HOUR - 3)) / 24);
    const weekend = new Date(now).getUTCDay() % 6 === 0 ? 0.7 : 1;
    return daily * weekend * exp(this.#noise) * (now < this.#campaignUntil ? 3 : 1);
  }

  #swing(now: number, elapsed: number): number {
    const keep = exp(-elapsed / (this.#shape.driftHours * HOUR));
    this.#drift = this.#drift * keep + sqrt(1 - keep * keep) * 0.15 * this.#random.normal();
    return exp(this.#drift) * (1 + 0.15 * sin((2 * PI * (now % DAY)) / DAY));
  }

  /** A mean-one lognormal factor that is drawn anew when the last shock is over. */
  #shockAt(now: number): number {
    const { shocks, shockMs } = this.#shape;
    if (shocks === 0 || now - this.#shockedAt < shockMs) return this.#shock;
    this.#shockedAt = now;
    const sigma = sqrt(log(1 + shocks * shocks));
    this.#shock = exp(sigma * this.#random.normal() - (sigma * sigma) / 2);
    return this.#shock;
  }
}
