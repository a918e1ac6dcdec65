import type { Alert, AlertIncident } from '@tillwatch/contract';

/** An alert that an incident stands behind. */
export type IncidentAlert = Alert & { readonly incident: AlertIncident };

/** Whether an incident stands behind `alert`; a rise that is only watched has none. */
export function hasIncident(alert: Alert): alert is IncidentAlert {
  return alert.incident !== null;
}

/** Whether an incident is silent at `now` (ms): known maintenance, or put off. It is shown, takes nothing over and makes no sound. */
export function isSilent({ incident }: Alert, now: number): boolean {
  if (incident === null) return false;
  return incident.maintenance !== null || (incident.silentUntil ?? 0) > now;
}
