import { failureRate, type Incident, type IncidentChange } from '@tillwatch/domain';

/**
 * A change of an incident as one line of JSON; the incident is whole in each of them, its times in ISO 8601. What people do about one
 * (`handling`, until when it is put off) is left out: in a backtest nobody does anything.
 */
export function incidentLine({ at, type, incident }: IncidentChange): string {
  const { id, kind, severity, journey, stage, startedAt, cause, total, failed, baseline, ...more } = incident;
  const { rate, low, high } = failureRate(failed, total);
  const { status, reason, recovering, stages, openedAt, resolvedAt, excess, perMinute, errors, merchants, pages } = more;
  return JSON.stringify({
    type: `incident.${type}`,
    at: iso(at),
    incident: {
      ...{ id, kind, severity, journey, stage, startedAt: iso(startedAt), cause, total, failed, rate, low, high, baseline },
      ...{ class: more.class, status, reason, recovering, stages, openedAt: iso(openedAt), excess, perMinute },
      ...{ resolvedAt: resolvedAt === null ? null : iso(resolvedAt), errors, merchants, pages, maintenance: maintenanceOf(incident) },
      ...{ detailed: detailedOf(incident), contrasts: contrastsOf(incident), money: more.money },
    },
  });
}

/** The known maintenance that silences it, and until when. */
function maintenanceOf({ maintenance }: Incident): object | null {
  return maintenance === null ? null : { id: maintenance.id, until: iso(maintenance.until) };
}

/** Over what its errors, merchants and contrasts are counted; null where they are not. */
function detailedOf({ detailed }: Incident): object | null {
  if (detailed === undefined) return null;
  const { from, until, total, failed } = detailed;
  return { from: iso(from), until: iso(until), total, failed };
}

/** What is normal beside it, in whole outcomes; what was to be expected of them is no whole number. */
function contrastsOf({ contrasts }: Incident): object[] {
  return contrasts.map(({ dimension, segment, total, failed, expected }) => ({
    ...{ dimension, segment },
    ...{ total: Math.round(total), failed: Math.round(failed), expected },
  }));
}

/** A time as it is written (ISO 8601, UTC). */
export function iso(at: number): string {
  return new Date(at).toISOString();
}
