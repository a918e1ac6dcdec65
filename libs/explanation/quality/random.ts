// Taken out once: inside Jest every look-up of a global costs ten times the call.
const { PI, ceil, cos, exp, floor, imul, log, max, min, round, sqrt } = Math;

/** A seeded source of random numbers (mulberry32): the same seed gives the same stream. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = imul(t ^ (t >>> 15), t | 1);
    t ^= t + imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Standard normal (Box–Muller). */
  normal(): number {
    return sqrt(-2 * log(1 - this.next())) * cos(2 * PI * this.next());
  }

  /** One of some things. */
  pick<T>(things: readonly T[]): T {
    const one = things[floor(this.next() * things.length)];
    if (one === undefined) throw new Error('There is nothing to pick from.');
    return one;
  }

  /** Uniform in the logarithm between `least` and `most`. */
  logUniform(least: number, most: number): number {
    return least * (most / least) ** this.next();
  }

  /** Poisson with the given mean: by multiplication below 30, rounded normal above. */
  poisson(mean: number): number {
    if (mean > 30) return max(0, round(mean + sqrt(mean) * this.normal()));
    const limit = exp(-mean);
    let product = this.next();
    let n = 0;
    while (product > limit) {
      product *= this.next();
      n += 1;
    }
    return n;
  }

  /** Successes of `n` trials: geometric jumps for a small mean, rounded normal for a large one. */
  binomial(n: number, p: number): number {
    if (n === 0 || p <= 0) return 0;
    if (p >= 1) return n;
    if (p > 0.5) return n - this.binomial(n, 1 - p);
    const variance = n * p * (1 - p);
    if (variance > 40) return min(n, max(0, round(n * p + sqrt(variance) * this.normal())));
    return this.#jumps(n, log(1 - p));
  }

  #jumps(n: number, logMiss: number): number {
    let k = 0;
    let at = ceil(log(1 - this.next()) / logMiss);
    while (at <= n) {
      k += 1;
      at += max(1, ceil(log(1 - this.next()) / logMiss));
    }
    return k;
  }
}
