/** A 64-bit hash as two unsigned 32-bit halves. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/** Two independent multiplicative lanes over the UTF-16 units of `text`, finished as in MurmurHash3 (A. Appleby, 2008). */
export function hash64(text: string, seed: number): Hash64 {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return { high: a >>> 0, low: b >>> 0 };
}

/**
 * The fingerprint under which an event is remembered: 53 bits, because such an integer is exact as a JavaScript number
 * and still 8 bytes in a Redis integer set. Two different ids of one second collide with probability set size / 2^53.
 */
export function fingerprint(tenant: string, id: string, seed: number): number {
  const { high, low } = hash64(`${tenant}\u0000${id}`, seed);
  return (high >>> 11) * 2 ** 32 + low;
}

/** Names an attempt in the log and in the fold, whatever its sender called it. */
export function attemptKey(scope: { readonly tenant: string; readonly journey: string }, attempt: string, seed: number): Hash64 {
  return hash64(`${scope.tenant}\u0000${scope.journey}\u0000${attempt}`, seed);
}
