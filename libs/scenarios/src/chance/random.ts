// Looked up once: in a sandbox, as tests have it, each look-up of a global costs as much as the arithmetic.
const { cos, exp, floor, imul, log, log1p, max, min, PI, round, sqrt } = Math;

/** Mixes whole numbers into 32 well-spread bits (the finaliser of MurmurHash3 by A. Appleby, public domain, after each). */
export function mix(...parts: readonly number[]): number {
  let h = 0x9e3779b9;
  for (const part of parts) {
    h = imul(h ^ (part | 0), 0x85ebca6b);
    h = imul(h ^ (h >>> 13) ^ ((part / 4_294_967_296) | 0), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

/** 32 bits of a text (FNV-1a over UTF-16 units). */
export function mixText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

/**
 * A seeded source of chance (mulberry32 by T. Ettinger, public domain): the same seed always gives the same numbers,
 * on every machine. Not for secrets.
 */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Uniform whole number in [0, below). */
  below(below: number): number {
    return floor(this.next() * below);
  }

  /** True with probability `p`. */
  chance(p: number): boolean {
    return this.next() < p;
  }

  /** Standard normal (Box–Muller). */
  normal(): number {
    return sqrt(-2 * log(1 - this.next())) * cos(2 * PI * this.next());
  }

  /** Log-normal with this median and this standard deviation of the logarithm. */
  lognormal(median: number, sigma: number): number {
    return median * exp(sigma * this.normal());
  }

  /** Poisson with this mean: exact up to 30, then the rounded normal approximation. */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 30) return max(0, round(mean + sqrt(mean) * this.normal()));
    const floor = exp(-mean);
    let count = 0;
    for (let product = this.next(); product > floor; product *= this.next()) count++;
    return count;
  }

  /** Binomial (n, p): exact where few hits are expected, else the rounded normal approximation. */
  binomial(n: number, p: number): number {
    if (n <= 0 || p <= 0) return 0;
    if (p >= 1) return n;
    if (p > 0.5) return n - this.binomial(n, 1 - p);
    if (n * p > 30) return min(n, max(0, round(n * p + sqrt(n * p * (1 - p)) * this.normal())));
    // Gaps between hits are geometric: one draw per hit instead of one per trial.
    let hits = 0;
    const logMiss = log1p(-p);
    for (let at = this.gap(logMiss); at < n; at += 1 + this.gap(logMiss)) hits++;
    return hits;
  }

  private gap(logMiss: number): number {
    return floor(log(1 - this.next()) / logMiss);
  }
}
