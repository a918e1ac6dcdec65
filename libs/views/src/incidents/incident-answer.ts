import { segmentLabels, unitLabel, valueLabel, type Catalogue } from '@tillwatch/catalogue';
import type { IncidentAnswer, IncidentChangeAnswer } from '@tillwatch/contract';
import {
  failureRate,
  type ErrorCategory,
  type Incident,
  type IncidentChange,
  type Journey,
  type LocalisedText,
  type Segment,
} from '@tillwatch/domain';

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOf = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : iso(ms));
const plain = (text: string): LocalisedText => ({ ko: text, en: text });

/** What is blind when the monitor is. */
const MONITOR: LocalisedText = { ko: '자체 점검', en: 'Self-test' };

/** An incident as outsiders read it; names that the configuration no longer knows stand for themselves. */
export function incidentAnswer(incident: Incident, catalogue: Catalogue): IncidentAnswer {
  const journey = catalogue.journey(incident.journey);
  const { handling, baseline, detailed } = incident;
  const counted = failureRate(incident.failed, incident.total);
  const rate = counted.rate ?? 0;
  const { id, version, kind, severity, status, reason, recovering, total, failed, excess, perMinute, money, pages } = incident;
  return {
    ...{ id, version, kind, class: incident.class, severity, status, reason, recovering },
    journey: incident.journey,
    journeyLabel: journey?.label ?? (kind === 'monitor' ? MONITOR : plain(incident.journey)),
    stage: incident.stage,
    stageLabel: kind === 'monitor' ? MONITOR : stageLabelOf(journey, incident.stage),
    stages: incident.stages.map((stage) => ({ id: stage, label: stageLabelOf(journey, stage) })),
    startedAt: iso(incident.startedAt),
    openedAt: iso(incident.openedAt),
    resolvedAt: isoOf(incident.resolvedAt),
    cause: causesOf(incident, journey),
    ...{ total, failed, rate, low: counted.low ?? 0, high: counted.high ?? 1 },
    baseline: { rate: baseline.rate, low: baseline.low, high: baseline.high, source: baseline.source, learning: baseline.learning },
    ...{ excess, perMinute },
    detailed: detailed === undefined ? null : { ...detailed, from: iso(detailed.from), until: iso(detailed.until) },
    contrasts: contrastsOf(incident, journey),
    errors: incident.errors.map(({ category, code, failed: many }) => ({
      ...{ category, code, failed: many },
      label: catalogue.errors.category(category as ErrorCategory).label,
    })),
    merchants: {
      count: incident.merchants.count,
      top: incident.merchants.top.map((each) => ({
        ...each,
        label: journey === undefined ? plain(each.merchant) : valueLabel(journey, 'merchant', each.merchant),
      })),
    },
    ...{ money, pages },
    maintenance: maintenanceOf(incident, catalogue),
    acknowledgedBy: handling.acknowledgedBy ?? null,
    acknowledgedAt: isoOf(handling.acknowledgedAt),
    snoozedUntil: isoOf(handling.snoozedUntil),
    resolvedBy: handling.resolvedBy ?? null,
    wrongAlarm: handling.wrongAlarm === true,
  };
}

/** One entry of a timeline as outsiders read it. */
export function changeAnswer({ at, type, reason, by, note, incident }: IncidentChange, catalogue: Catalogue): IncidentChangeAnswer {
  const { kind, severity, total, failed } = incident;
  const cause = causesOf(incident, catalogue.journey(incident.journey));
  return { at: iso(at), type, kind, reason, by: by ?? null, note: note ?? null, severity, cause, total, failed };
}

function stageLabelOf(journey: Journey | undefined, stage: string): LocalisedText {
  return (journey === undefined ? undefined : unitLabel(journey, stage)) ?? plain(stage);
}

function causesOf({ cause }: Incident, journey: Journey | undefined): IncidentAnswer['cause'] {
  return cause.map(({ segment, extraShare, trafficShare }) => ({
    segment,
    labels: journey === undefined ? Object.values(segment).map(plain) : segmentLabels(journey, segment),
    extraShare,
    trafficShare,
  }));
}

function contrastsOf({ contrasts }: Incident, journey: Journey | undefined): IncidentAnswer['contrasts'] {
  return contrasts.map(({ dimension, segment, total, failed, expected }) => ({
    dimension,
    dimensionLabel: journey?.dimensions.find(({ id }) => id === dimension)?.label ?? dimensionName(dimension),
    segment,
    labels: besideLabels(segment, journey),
    total: Math.round(total),
    failed: Math.round(failed),
    usual: total > 0 ? Math.min(1, expected / total) : 0,
  }));
}

/** Labels of what a contrast shares with its cause; the step, which is a dimension of explanations alone, comes last. */
function besideLabels({ stage, ...values }: Segment, journey: Journey | undefined): LocalisedText[] {
  const labels = journey === undefined ? Object.values(values).map(plain) : segmentLabels(journey, values);
  return stage === undefined ? labels : [...labels, stageLabelOf(journey, stage)];
}

/** The stage is a dimension of explanations that no journey declares. */
function dimensionName(dimension: string): LocalisedText {
  return dimension === 'stage' ? { ko: '단계', en: 'Step' } : plain(dimension);
}

function maintenanceOf({ maintenance }: Incident, catalogue: Catalogue): IncidentAnswer['maintenance'] {
  if (maintenance === null) return null;
  const known = catalogue.maintenance.find(({ id }) => id === maintenance.id);
  return { id: maintenance.id, label: known?.label ?? plain(maintenance.id), until: iso(maintenance.until) };
}
