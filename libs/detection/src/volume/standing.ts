import type { VerdictState } from '@tillwatch/domain';
import { missingOf, peakEvidence } from './evidence.js';
import type { VolumeMemory } from './memory.js';
import { DROP } from './policy.js';
import { dropThreshold, type VolumeSettings } from './settings.js';
import { leadingDrop } from './verdict.js';

/** What a silence lacks before it fires: a known usual, evidence, enough events to be expected, so much of them missing. */
export type VolumeLack = 'warm' | 'evidence' | 'traffic' | 'distance';

/** Where a segment's volume stands on its way to firing. */
export interface VolumeStanding {
  readonly state: VerdictState;
  /** Log-likelihood of the chart with the most evidence, and what it must reach. */
  readonly evidence: number;
  readonly threshold: number;
  /** Events seen and expected since that chart's onset, or since the drop began, and that (ms since epoch). */
  readonly seen: number;
  readonly expected: number;
  readonly since: number;
  /** The first of what is lacking; undefined while firing. */
  readonly lack: VolumeLack | undefined;
}

/**
 * Why a segment's silence does not fire. Leaves the memory as it is.
 * @param of `isNarrow`: its share of the wider segment must have fallen, too; `isKnown`: whether it is known how much is usual now
 */
export function volumeStanding(
  memory: VolumeMemory,
  settings: VolumeSettings,
  { isNarrow, isKnown }: { readonly isNarrow: boolean; readonly isKnown: boolean },
): VolumeStanding {
  const threshold = dropThreshold(settings);
  const chart = leadingDrop(memory) ?? { evidence: 0, seen: 0, expected: 0, onset: memory.at };
  const evidence = isNarrow ? Math.min(chart.evidence, peakEvidence(memory.shareLive)) : chart.evidence;
  const { drop, state } = memory;
  if (drop !== null) return { state, evidence, threshold, seen: drop.seen, expected: drop.expected, since: drop.since, lack: undefined };
  const { seen, expected, onset: since } = chart;
  // One that all else speaks for must still last a while.
  const lack = !isKnown
    ? 'warm'
    : evidence >= threshold && expected < DROP.expected
      ? 'traffic'
      : evidence >= threshold && missingOf(chart) < DROP.missing
        ? 'distance'
        : 'evidence';
  return { state, evidence, threshold, seen, expected, since, lack };
}
