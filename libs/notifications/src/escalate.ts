import type { Incident, IncidentChange, Route } from '@tillwatch/domain';

/** One step of a route: who is told, and since when nobody has taken the incident. */
export interface Step {
  /** The same for the same step of the same wait. */
  readonly key: string;
  /** When it is due, in ms since the epoch. */
  readonly at: number;
  readonly to: readonly string[];
}

/** Since when an incident waits for somebody to take it (ms since the epoch): since it opened, came back, or was given back. */
export function waitingSince(timeline: readonly IncidentChange[]): number | undefined {
  return timeline.findLast(({ type }) => type === 'opened' || type === 'reopened' || type === 'unacknowledged')?.at;
}

/** Steps of routes for an incident that nobody has taken, due or not. @param since see {@link waitingSince} */
export function stepsOf({ status }: Incident, routes: readonly Route[], since: number): Step[] {
  if (status !== 'triggered') return [];
  return routes.flatMap(({ id, escalate }) =>
    escalate.map(({ afterMs, to }, i) => ({ key: `${id}-${String(i)}-${String(since)}`, at: since + afterMs, to })),
  );
}
