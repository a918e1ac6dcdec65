import type { Incident, Route, RouteMatch } from '@tillwatch/domain';

/** Channels that are told of an incident, each once, in the order of the routes. */
export function channelsOf(incident: Incident, routes: readonly Route[]): string[] {
  return [...new Set(routes.filter(({ when }) => matches(incident, when)).flatMap(({ to }) => to))];
}

/** Whether a route takes an incident. */
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
