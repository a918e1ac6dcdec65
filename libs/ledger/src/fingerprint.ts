/** A 64-bit hash as two unsigned 32-bit halves. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/**
 * A hash under way: two independent multiplicative lanes over UTF-16 units. Kept apart from its end, so that what many texts
 * have in common at their beginning is hashed once.
 */
interface Lanes {
  readonly a: number;
  readonly b: number;
}

function begin(text: string, seed: number): Lanes {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  return { a, b };
}

/** Goes on over `text` and finishes as in MurmurHash3 (A. Appleby, 2008). */
function finish(begun: Lanes, text: string): Hash64 {
  let { a, b } = begun;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return { high: a >>> 0, low: b >>> 0 };
}

/** Tenants and journeys whose beginnings are remembered; they are few, and whoever makes many pays with time, not memory. */
const REMEMBERED = 1_000;

/** Fingerprints and attempt hashes of one installation. */
export class Fingerprints {
  private readonly tenants = new Map<string, Lanes>();
  private readonly scopes = new Map<string, Map<string, Lanes>>();

  constructor(private readonly seed: number) {}

  /**
   * The fingerprint under which an event is remembered: 53 bits, because such an integer is exact as a JavaScript number
   * and still 8 bytes in a Redis integer set. Two different ids of one second collide with probability set size / 2^53.
   */
  of(tenant: string, id: string): number {
    let begun = this.tenants.get(tenant);
    if (begun === undefined) {
      if (this.tenants.size >= REMEMBERED) this.tenants.clear();
      begun = begin(`${tenant}\u0000`, this.seed);
      this.tenants.set(tenant, begun);
    }
    const { high, low } = finish(begun, id);
    return (high >>> 11) * 2 ** 32 + low;
  }

  /** Names an attempt in the log and in the fold, whatever its sender called it. */
  attempt({ tenant, journey }: { readonly tenant: string; readonly journey: string }, attempt: string): Hash64 {
    let journeys = this.scopes.get(tenant);
    if (journeys === undefined) {
      if (this.scopes.size >= REMEMBERED) this.scopes.clear();
      this.scopes.set(tenant, (journeys = new Map<string, Lanes>()));
    }
    let begun = journeys.get(journey);
    if (begun === undefined) {
      if (journeys.size >= REMEMBERED) journeys.clear();
      journeys.set(journey, (begun = begin(`${tenant}\u0000${journey}\u0000`, this.seed)));
    }
    return finish(begun, attempt);
  }
}
