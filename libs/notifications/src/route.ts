import { occurrenceAt, type Incident, type Route, type RouteMatch } from '@tillwatch/domain';

/** Whether a route takes anything at `now` (ms since the epoch). */
export function isAwake({ hours }: Route, now: number): boolean {
  return hours === undefined || occurrenceAt(hours, now) !== undefined;
}

/** Whether a route, or a silence, takes an incident. */
export function matches(incident: Incident, { journeys, severities, kinds, segment, merchants }: RouteMatch): boolean {
  return (
    (journeys?.includes(incident.journey) ?? true) &&
    (severities?.includes(incident.severity) ?? true) &&
    (kinds?.includes(incident.kind) ?? true) &&
    (segment === undefined ||
      incident.cause.some((cause) => Object.entries(segment).every(([name, value]) => cause.segment[name] === value))) &&
    (merchants === undefined || incident.merchants.top.some(({ merchant }) => merchants.includes(merchant)))
  );
}
