import type { VolumeVerdict } from '@tillwatch/detection';
import { WHOLE_ATTEMPT } from '@tillwatch/domain';
import type { Finding } from '@tillwatch/incidents';
import type { IncidentRules } from './incident-rules.js';
import type { Region } from './region.js';

/** How much was missing. */
export type Missed = Pick<Finding, 'total' | 'failed' | 'excess' | 'perMinute'>;

/** What is told of too little traffic: of what was to be expected (`total`) since it began how much is missing (`failed`). @param now ms since the epoch */
export function volumeFinding(region: Region, verdict: VolumeVerdict, rules: IncidentRules, now: number): Finding {
  const since = verdict.since ?? now;
  const total = Math.max(1, Math.round(verdict.expected));
  const failed = Math.min(total, Math.max(0, Math.round(missing(verdict))));
  const maintenance = rules.maintenance({ region, since }, now);
  return {
    ...{ kind: 'volume', class: null, stage: region.stages[0] ?? WHOLE_ATTEMPT, stages: region.stages },
    severity: verdict.severity ?? 'warning',
    recovering: verdict.state === 'recovering',
    startedAt: since,
    cause: [{ segment: region.segment, extraShare: 1, trafficShare: 1 }],
    ...{ total, failed, excess: failed, perMinute: ((verdict.expectedPerMinute ?? 0) * failed) / total },
    baseline: { rate: 0, low: 0, high: 0, source: 'learned', learning: verdict.learning },
    ...{ contrasts: [], errors: [], merchants: { count: 0, top: [] }, money: null },
    pages: maintenance === null,
    maintenance,
  };
}

/** How much of it was missing. */
export function missedOf({ total, failed, excess, perMinute }: Missed): Missed {
  return { total, failed, excess, perMinute };
}

/** How many were to be expected and did not come. */
export function missing({ expected, seen }: VolumeVerdict): number {
  return expected - seen;
}
