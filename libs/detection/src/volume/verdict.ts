import type { Severity, VerdictReason, VerdictState } from '@tillwatch/domain';
import { MINUTE, HOUR } from '../policy.js';
import { peakEvidence } from './evidence.js';
import type { DropChart, VolumeMemory } from './memory.js';

/** A verdict on how much came, with the numbers it was judged on. */
export interface VolumeVerdict {
  readonly state: VerdictState;
  readonly reason: VerdictReason;
  /** Only while firing. */
  readonly severity?: Severity;
  /** Events seen and expected: since `since` while something is missing, else in the span just judged. */
  readonly seen: number;
  readonly expected: number;
  /** Estimated start of the drop (ms since epoch), also while it recovers; null when nothing is missing. */
  readonly since: number | null;
  /** When the state was entered (ms since epoch). */
  readonly changedAt: number;
  /** Events a minute expected now; null while too little is known. */
  readonly expectedPerMinute: number | null;
  /** Still too little history to judge by; people are told so. */
  readonly learning: boolean;
}

/** Events seen and expected of the span just judged. */
export interface Judged {
  readonly seen: number;
  readonly expected: number;
  readonly perHour: number | null;
}

/** The chart with the most evidence. */
export function leadingDrop(memory: VolumeMemory): DropChart | undefined {
  const peak = peakEvidence(memory.live);
  return peak === 0 ? undefined : memory.live.findLast((chart) => chart.evidence === peak);
}

function missingNow(memory: VolumeMemory): { seen: number; expected: number; since: number } | null {
  if (memory.drop !== null) return memory.drop;
  const leading = memory.state === 'pending' ? leadingDrop(memory) : undefined;
  return leading === undefined ? null : { ...leading, since: leading.onset };
}

/** The memory's state in the words of the domain. */
export function volumeVerdictOf(memory: VolumeMemory, judged: Judged): VolumeVerdict {
  const { state, reason, changedAt, drop } = memory;
  const { perHour } = judged;
  const { seen, expected, since } = missingNow(memory) ?? { ...judged, since: null };
  const verdict = {
    state,
    reason,
    seen,
    expected,
    since,
    changedAt,
    expectedPerMinute: perHour === null ? null : perHour * (MINUTE / HOUR),
    learning: perHour === null,
  };
  return state === 'firing' && drop !== null ? { ...verdict, severity: drop.critical ? 'critical' : 'warning' } : verdict;
}
