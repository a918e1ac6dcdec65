import type { Ground } from './ground.js';

const { exp, log, max, min } = Math;

/** Weighted counts of some rows. */
export interface Counted {
  readonly failed: number;
  readonly total: number;
  readonly expected: number;
}

/** Adds up rows of the ground. */
export function countOf(ground: Ground, members: Int32Array): Counted {
  let [failed, total, expected] = [0, 0, 0];
  for (const at of members) {
    failed += ground.failed[at] ?? 0;
    total += ground.total[at] ?? 0;
    expected += ground.expected[at] ?? 0;
  }
  return { failed, total, expected };
}

/**
 * How strongly rows speak for one effect common to all of them, in nats: either each outcome fails in addition with one
 * probability, or all odds are multiplied by one factor, whichever fits better. Healthy rows among them speak against it,
 * which is why this is looked at leaf by leaf.
 */
export function commonEffect(ground: Ground, members: Int32Array): number {
  const counted = countOf(ground, members);
  if (counted.failed <= counted.expected) return 0;
  return max(0, added(ground, members, counted), multiplied(ground, members, counted));
}

function added(ground: Ground, members: Int32Array, { failed, total, expected }: Counted): number {
  const share = min(1 - 1e-9, (failed - expected) / (total - expected));
  let sum = (total - failed) * log(1 - share);
  for (const at of members) {
    const k = ground.failed[at] ?? 0;
    if (k > 0) sum += k * log(1 - share + share / (ground.bound[at] ?? 1));
  }
  return sum;
}

/** Newton steps towards the factor: the likelihood is flat around it, so that few are enough. */
const STEPS = 4;

function multiplied(ground: Ground, members: Int32Array, counted: Counted): number {
  const { failed, total, expected } = counted;
  let factor = (failed / max(1e-9, total - failed)) * ((total - expected) / expected);
  for (let step = 0; step < STEPS; step += 1) {
    let [reached, slope] = [0, 0];
    for (const at of members) {
      const odds = factor * (ground.odds[at] ?? 0);
      const rate = odds / (1 + odds);
      reached += (ground.total[at] ?? 0) * rate;
      slope += (ground.total[at] ?? 0) * rate * (1 - rate);
    }
    if (slope <= 0) break;
    factor *= exp(max(-1, min(1, (failed - reached) / slope)));
  }
  factor = min(1e9, factor);
  let sum = failed * log(factor);
  for (const at of members) {
    const rate = ground.bound[at] ?? 0;
    sum -= (ground.total[at] ?? 0) * log(1 - rate + factor * rate);
  }
  return sum;
}

/** How much better rows fit an effect of `share` added failures than no effect at all, in nats. */
export function evidenceFor(ground: Ground, members: Int32Array, share: number): number {
  const { failed, total } = countOf(ground, members);
  let sum = (total - failed) * log(1 - share);
  for (const at of members) {
    const k = ground.failed[at] ?? 0;
    if (k > 0) sum += k * log(1 - share + share / (ground.usual[at] ?? 1));
  }
  return sum;
}
