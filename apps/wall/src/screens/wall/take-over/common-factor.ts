import type { LocalisedText } from '@tillwatch/domain';
import type { IncidentAlert } from './incident-alert.js';

/** What several incidents have in common, and which have it. */
export interface CommonFactor {
  /** Values that all of `related` share, in the order they are read; empty where they share a stage only, or nothing. */
  readonly labels: readonly LocalisedText[];
  /** The stage they share where they share no value; null where they share a value, or nothing. */
  readonly stage: LocalisedText | null;
  readonly related: readonly IncidentAlert[];
}

/** The largest of `groups`, where more than half of `n` belong to it. */
function majority(groups: ReadonlyMap<string, readonly IncidentAlert[]>, n: number): readonly IncidentAlert[] | null {
  const [largest] = [...groups.values()].sort((a, b) => b.length - a.length);
  return largest && largest.length * 2 > n ? largest : null;
}

function grouped(alerts: readonly IncidentAlert[], keysOf: (alert: IncidentAlert) => readonly string[]): Map<string, IncidentAlert[]> {
  const groups = new Map<string, IncidentAlert[]>();
  for (const alert of alerts) for (const key of new Set(keysOf(alert))) groups.set(key, [...(groups.get(key) ?? []), alert]);
  return groups;
}

/**
 * What more than half of the incidents have in common: a value of a dimension (with every other value that those share), else
 * a stage, else nothing. Values are told apart by what they are called, for a range has a name and no single value.
 */
export function commonFactor(alerts: readonly IncidentAlert[]): CommonFactor {
  const namesOf = ({ segmentLabels }: IncidentAlert) => segmentLabels.map(({ ko }) => ko);
  const byValue = majority(grouped(alerts, namesOf), alerts.length);
  if (byValue) {
    const labels = (byValue[0]?.segmentLabels ?? []).filter(({ ko }) => byValue.every((alert) => namesOf(alert).includes(ko)));
    return { labels, stage: null, related: byValue };
  }
  const byStage = majority(
    grouped(alerts, ({ journey, stage }) => [`${journey} ${stage}`]),
    alerts.length,
  );
  return byStage ? { labels: [], stage: byStage[0]?.stageLabel ?? null, related: byStage } : { labels: [], stage: null, related: alerts };
}
