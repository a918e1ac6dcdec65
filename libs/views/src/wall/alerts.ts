import { segmentLabels, unitLabel, type Catalogue } from '@tillwatch/catalogue';
import type { Alert, AlertKind } from '@tillwatch/contract';
import { formatSegment, likelyError, type ErrorCategory, type Incident, type Segment } from '@tillwatch/domain';
import type { Judged } from '@tillwatch/judge';
import { isAboutPayments, kindOf, usualOf } from './tile-state.js';

/** Lines a wall is told at most; more would not be read. */
const MOST_ALERTS = 12;
const URGENCY = { critical: 3, warning: 2, recovering: 1, watch: 0 } as const;

/** What a wall must tell: incidents, and of what is on the board also what is only watched. Most urgent first, then the newest. */
export function alertsOf(incidents: readonly Incident[], watched: readonly Judged[], catalogue: Catalogue): Alert[] {
  const told = incidents.flatMap((incident) => incidentAlert(incident, catalogue) ?? []);
  const places = new Set(told.map(({ id }) => id));
  const watch = watched.flatMap((each) => watchAlert(each, catalogue) ?? []).filter(({ id }) => !places.has(id));
  return [...told, ...watch].sort((a, b) => URGENCY[b.state] - URGENCY[a.state] || b.since - a.since).slice(0, MOST_ALERTS);
}

/** Where an alert is, in words that stay the same while it lasts. */
function placeOf(journey: string, stage: string, of: { segment: Segment; kind: AlertKind }): string {
  return `${journey}/${stage}/${formatSegment(of.segment)}${of.kind === 'failure_rate' ? '' : `/${of.kind}`}`;
}

function incidentAlert(incident: Incident, catalogue: Catalogue): Alert | undefined {
  const { kind, stage, startedAt, total, failed, baseline, handling } = incident;
  const journey = catalogue.journey(incident.journey);
  const stageLabel = journey === undefined ? undefined : unitLabel(journey, stage);
  const [cause] = incident.cause;
  if (journey === undefined || stageLabel === undefined || cause === undefined || !isAboutPayments(kind)) return undefined;
  const { segment, extraShare, trafficShare } = cause;
  const error = likelyError(incident);
  return {
    id: placeOf(journey.id, stage, { segment, kind }),
    ...{ kind, journey: journey.id, stage, stageLabel, segment, segmentLabels: segmentLabels(journey, segment) },
    state: incident.status === 'resolved' ? 'recovering' : incident.severity,
    ...{ total, failed, rate: total > 0 ? failed / total : 0 },
    usual: { rate: baseline.rate, low: baseline.low, high: baseline.high, learning: baseline.learning },
    ...(baseline.source === 'limit' ? { byLimit: true } : {}),
    since: startedAt,
    recoveredAt: incident.resolvedAt,
    incident: {
      id: incident.id,
      acknowledgedBy: handling.acknowledgedBy ?? null,
      acknowledgedAt: handling.acknowledgedAt ?? null,
      merchants: incident.merchants.count,
      perMinute: incident.perMinute,
      error: error === undefined ? null : catalogue.errors.category(error.category as ErrorCategory).label,
      ...{ extraShare, trafficShare, money: incident.money },
      ...silence(incident),
      maintenance: catalogue.maintenance.find(({ id }) => id === incident.maintenance?.id)?.label ?? null,
    },
  };
}

/** Until when an incident wakes nobody: known maintenance, or somebody put it off. */
function silence({ maintenance, handling }: Incident): { silentUntil?: number } {
  const until = Math.max(maintenance?.until ?? 0, handling.snoozedUntil ?? 0);
  return until > 0 ? { silentUntil: until } : {};
}

function watchAlert({ segment: judged, kind: signal, verdict }: Judged, catalogue: Catalogue): Alert | undefined {
  const journey = catalogue.journey(judged.journey);
  const stageLabel = journey === undefined ? undefined : unitLabel(journey, judged.stage);
  const usual = usualOf(verdict);
  const { total, failed, rate } = verdict.observed;
  if (journey === undefined || stageLabel === undefined || usual === null || rate === null) return undefined;
  const { stage, segment } = judged;
  const kind = kindOf(signal);
  return {
    id: placeOf(journey.id, stage, { segment, kind }),
    ...{ kind, journey: journey.id, stage, stageLabel, segment, segmentLabels: segmentLabels(journey, segment) },
    state: 'watch',
    ...{ total, failed, rate, usual },
    since: verdict.since ?? verdict.changedAt,
    recoveredAt: null,
    incident: null,
  };
}
