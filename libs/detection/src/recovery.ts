import type { Reference } from './baseline-memory.js';
import type { Block, Rise } from './memory.js';
import { clamp, shiftOdds } from './odds.js';
import { BASELINE, RECOVERY } from './policy.js';

/**
 * What outcomes say for "back to usual" against "half of the rise is left", as a log-likelihood (detection method, step 7).
 * Failures always speak against recovery.
 */
export function recoveryGain(rise: Rise, failed: number, total: number, reference: Reference): number {
  if (total === 0) return 0;
  const worst = rise.bad.total > 0 ? rise.bad.failed / rise.bad.total : 1;
  const usual = shiftOdds(reference.rate, RECOVERY.oddsRatio);
  const half = reference.upper + (worst - reference.rate) / 2;
  const left = clamp(half, shiftOdds(usual, RECOVERY.apart), 1 - BASELINE.floor / 2);
  return failed * Math.log(usual / left) + (total - failed) * Math.log((1 - usual) / (1 - left));
}

/** Takes a finished block into the recovery test; `phi` is its dispersion. */
export function commitRecovery(rise: Rise, block: Block, phi: number): void {
  const bounded = clamp(block.recovery / phi, RECOVERY.blockLeast, RECOVERY.blockMost);
  rise.recovery = clamp(rise.recovery + bounded, 0, RECOVERY.ceiling);
  const into = rise.recovery > 0 ? rise.good : rise.bad;
  into.failed += block.failed;
  into.total += block.total;
  if (rise.recovery > 0) return;
  rise.bad.failed += rise.good.failed;
  rise.bad.total += rise.good.total;
  rise.good = { failed: 0, total: 0 };
}

/** What the test must say (nats) before a rise counts as over: the fewer outcomes come, the fewer chances there are to be misled. */
function thresholdOf({ total, since }: Rise, now: number): number {
  const inPatience = (total / Math.max(1, now - since)) * RECOVERY.patienceMs;
  return clamp(Math.log(Math.max(1, inPatience)), RECOVERY.least, RECOVERY.most);
}

/**
 * The test says "back to usual", and the outcomes since it began to say so are not clearly above the usual themselves: where few come,
 * one failure more than usual must not keep a trouble open that is over.
 */
export function isBack(rise: Rise, reference: Reference, now: number): boolean {
  const { failed, total } = rise.good;
  const usual = reference.high * total;
  return rise.recovery >= thresholdOf(rise, now) && failed <= usual + RECOVERY.clear * Math.sqrt(usual);
}

/** The test no longer says "back to usual", by more than its flickering. */
export function isRelapse(rise: Rise, now: number): boolean {
  return rise.recovery < RECOVERY.relapse * thresholdOf(rise, now);
}
