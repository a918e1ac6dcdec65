import type { Baseline } from '@tillwatch/domain';
import type { Reference } from './baseline-memory.js';
import { leadingOf, neededOf } from './evidence.js';
import type { Chart, SegmentMemory } from './memory.js';
import { MINIMUM } from './policy.js';
import { thresholdOf, type JudgeSettings } from './settings.js';
import { referenceFor } from './usual.js';

/** What a segment lacks before it fires: learning ends first, then evidence, failures, and a rate far enough above the usual one. */
export const LACKS = ['warm', 'evidence', 'failures', 'distance'] as const;
export type Lack = (typeof LACKS)[number];

/** Where a segment stands on its way to firing. */
export interface Standing {
  /** Log-likelihood of the chart with the most evidence, and what it must reach. */
  readonly evidence: number;
  readonly threshold: number;
  /** Outcomes since that chart's onset, and that (ms since epoch). */
  readonly failed: number;
  readonly total: number;
  readonly since: number;
  readonly usual: Baseline | null;
  /**
   * So many more failures, with no success between them and spread over blocks of ten seconds, would fire; 0 while firing,
   * null while the usual is being learnt.
   */
  readonly failedNeeded: number | null;
  /** Everything that is lacking; empty while firing. */
  readonly lacks: readonly Lack[];
}

/** Failures in a row that make a rate of `matters` out of the chart's; a chart at 0 starts over with them. */
function forDistance({ failed, total }: Chart, matters: number): number {
  return matters >= 1 ? (failed < total ? Infinity : 0) : Math.max(0, (matters * total - failed) / (1 - matters));
}

function neededBy(chart: Chart, hit: number, threshold: number, reference: Reference): number {
  const forEvidence = ((threshold - chart.evidence) * reference.clumps) / hit;
  return Math.ceil(Math.max(forEvidence, MINIMUM.failures - chart.failed, forDistance(chart, reference.matters), 0) - 1e-9);
}

function lacksOf(chart: Chart, threshold: number, reference: Reference): Lack[] {
  const lacks: Record<Lack, boolean> = {
    warm: !reference.warm,
    evidence: chart.evidence < threshold,
    failures: chart.failed < MINIMUM.failures,
    distance: chart.failed < reference.matters * chart.total,
  };
  return LACKS.filter((lack) => lacks[lack]);
}

/**
 * Why a segment does not fire: how far its evidence has come, on which outcomes, and what is lacking. Leaves the memory as it is.
 */
export function standing(memory: SegmentMemory, hourOfDay: number, settings: JudgeSettings): Standing {
  const reference = referenceFor(memory, Math.floor(hourOfDay), settings);
  const measure = { threshold: thresholdOf(settings), reference, now: memory.at };
  const chart = leadingOf(memory.live) ?? { evidence: 0, failed: 0, total: 0, onset: memory.at };
  const { usual, warm, hit } = reference;
  const threshold = neededOf(chart, measure);
  const { rise } = memory;
  const each = memory.live.map((one, at) => neededBy(one, hit[at] ?? 1, neededOf(one, measure), reference));
  const counts = rise ?? { ...chart, since: chart.onset };
  return {
    evidence: chart.evidence,
    threshold,
    failed: counts.failed,
    total: counts.total,
    since: counts.since,
    usual,
    failedNeeded: rise !== null ? 0 : warm ? Math.min(...each) : null,
    lacks: rise !== null ? [] : lacksOf(chart, threshold, reference),
  };
}
