import { failureRate, type IncidentChange } from '@tillwatch/domain';

/** A change of an incident as one line of JSON; the incident is whole in each of them. */
export function incidentLine({ at, type, incident }: IncidentChange): string {
  const { id, kind, severity, journey, stage, startedAt, cause, total, failed, baseline, ...more } = incident;
  const { rate, low, high } = failureRate(failed, total);
  const { status, reason, recovering, stages, openedAt, resolvedAt, excess, perMinute, errors, merchants, pages, maintenance } = more;
  return JSON.stringify({
    type: `incident.${type}`,
    at: iso(at),
    incident: {
      ...{ id, kind, severity, journey, stage, startedAt: iso(startedAt), cause, total, failed, rate, low, high, baseline },
      ...{ class: more.class, status, reason, recovering, stages, openedAt: iso(openedAt), excess, perMinute },
      ...{ resolvedAt: resolvedAt === null ? null : iso(resolvedAt), errors, merchants, pages, maintenance },
    },
  });
}

/** A time as it is written (ISO 8601, UTC). */
export function iso(at: number): string {
  return new Date(at).toISOString();
}
