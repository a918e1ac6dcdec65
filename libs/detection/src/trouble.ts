import { emptyBaseline } from './baseline-memory.js';
import { createMemory, type SegmentMemory } from './memory.js';
import { BASELINE, DAY, RECOVERY, SEVERITY } from './policy.js';
import { discardQuarantine } from './quarantine.js';
import { beginRise, endRise } from './rise.js';

/** A rise whose rows are known. */
export interface KnownRise {
  /** Onset (ms since epoch), and counts since then. */
  readonly since: number;
  readonly failed: number;
  readonly total: number;
  /** What was to be expected of these rows, and the outcomes that is known from. */
  readonly usualRate: number;
  readonly usualTotal: number;
  /** How long "back to usual" must hold this time; as {@link holdAgain} says where it came back. */
  readonly holdMs?: number;
}

/** Outcomes that a usual rate is taken to rest on at least and at most: it is neither a guess nor certain. */
const [LEAST_USUAL, MOST_USUAL] = [1_000, 100_000];

/**
 * The memory of a segment that is firing now: judged on, it tells when the rise is over, how loud it is and whether it has
 * lasted so long that people live with it. Nothing is learnt while it lasts, so its usual rate stays what it is given.
 */
export function memoryOfRise(rise: KnownRise, now: number): SegmentMemory {
  const memory = createMemory(rise.since - DAY);
  const total = Math.min(MOST_USUAL, Math.max(LEAST_USUAL, rise.usualTotal));
  const failed = Math.min(Math.max(rise.usualRate, BASELINE.floor), 1 - BASELINE.floor) * total;
  memory.baseline = { ...emptyBaseline(), at: rise.since, seen: { failed, total }, level: { failed, total } };
  memory.at = now;
  memory.lastDataAt = now;
  beginRise(memory, { evidence: 0, failed: rise.failed, total: rise.total, onset: rise.since }, now);
  memory.holdMs = rise.holdMs ?? RECOVERY.holdMs;
  memory.block.start = Math.floor(now / 10_000) * 10_000;
  const minutes = Math.max(1, (now - rise.since) / SEVERITY.recentMs);
  memory.excess = Math.max(0, ((rise.failed - rise.total * rise.usualRate) / minutes) * (60_000 / SEVERITY.recentMs));
  memory.state = 'firing';
  memory.reason = 'evidence_conclusive';
  memory.changedAt = now;
  return memory;
}

/** How long "back to usual" must hold when a trouble comes back after it held `holdMs`. */
export function holdAgain(holdMs: number): number {
  return Math.min(holdMs * RECOVERY.holdFactor, RECOVERY.holdMost);
}

/** How long "back to usual" must hold the first time, in ms. */
export const HOLD_MS = RECOVERY.holdMs;

/** How soon after its end the same trouble counts as coming back, in ms. */
export const AGAIN_WITHIN_MS = RECOVERY.againWithinMs;

/**
 * Forgets what speaks for a rise of a segment and learns nothing of its last half hour: the outcomes that did turned out to
 * belong to a trouble that has its own name now.
 */
export function letGo(memory: SegmentMemory, now: number): void {
  if (memory.rise !== null || memory.state === 'pending') {
    memory.state = 'normal';
    memory.reason = 'within_usual';
    memory.changedAt = now;
  }
  endRise(memory, now);
  memory.excess = 0;
  discardQuarantine(memory);
}
