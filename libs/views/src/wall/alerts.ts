import { segmentLabels, unitLabel, type Catalogue } from '@tillwatch/catalogue';
import type { Alert } from '@tillwatch/contract';
import { formatSegment, type FailureRate } from '@tillwatch/domain';
import type { Judged } from '@tillwatch/judge';
import { stateOf, usualOf } from './tile-state.js';

/** Lines a wall is told at most; more would not be read. */
const MOST_ALERTS = 12;
const URGENCY = { critical: 3, warning: 2, recovering: 1, watch: 0 } as const;

/**
 * The rises a wall must tell, most urgent first and of equally urgent ones the clearest first: the one whose failures
 * are hardest to explain by its usual rate is nearest to the cause. Watch is told only of what is on the board.
 */
export function alertsOf(judged: readonly Judged[], catalogue: Catalogue, onBoard: ReadonlySet<number>): Alert[] {
  return judged
    .filter(({ segment, verdict }) => verdict.state !== 'pending' || onBoard.has(segment.series))
    .flatMap((each) => {
      const alert = alertOf(each, catalogue);
      return alert === undefined ? [] : [{ alert, clarity: clarityOf(each.verdict.observed, alert.usual.rate) }];
    })
    .sort((a, b) => URGENCY[b.alert.state] - URGENCY[a.alert.state] || b.clarity - a.clarity)
    .slice(0, MOST_ALERTS)
    .map(({ alert }) => alert);
}

/** Standard deviations between the failures and what was usual. */
function clarityOf({ total, failed }: FailureRate, usual: number): number {
  return (failed - total * usual) / Math.sqrt(Math.max(1e-9, total * usual * (1 - usual)));
}

function alertOf({ segment, kind, verdict }: Judged, catalogue: Catalogue): Alert | undefined {
  const journey = catalogue.journey(segment.journey);
  const stageLabel = journey === undefined ? undefined : unitLabel(journey, segment.stage);
  const state = stateOf(verdict);
  const usual = usualOf(verdict);
  if (journey === undefined || stageLabel === undefined || usual === null || verdict.observed.rate === null) return undefined;
  if (state !== 'watch' && state !== 'warning' && state !== 'critical' && state !== 'recovering') return undefined;
  const since = verdict.since ?? verdict.changedAt;
  return {
    id: `${segment.journey}/${segment.stage}/${formatSegment(segment.segment)}${kind === 'stalled' ? '/stalled' : ''}`,
    kind,
    journey: segment.journey,
    stage: segment.stage,
    stageLabel,
    segment: segment.segment,
    segmentLabels: segmentLabels(journey, segment.segment),
    state,
    total: verdict.observed.total,
    failed: verdict.observed.failed,
    rate: verdict.observed.rate,
    usual,
    since,
    recoveredAt: state === 'recovering' ? verdict.changedAt : null,
    incident: null,
  };
}
