import { occurrenceAt, type Incident, type Route, type Segment, type Silence } from '@tillwatch/domain';
import type { Hold } from './decide.js';
import { matches } from './route.js';

/** How soon it is looked whether what inhibits an incident is over, in ms. */
const INHIBITED_AGAIN_MS = 30_000;

/** What an incident is seen beside. */
export interface Surroundings {
  readonly silences: readonly Silence[];
  /** Incidents that are not over. */
  readonly open: readonly Incident[];
}

/**
 * What keeps an incident quiet that would be told: a silence, a wider critical one that explains it, or the hour, on a channel that only quiet
 * routes lead to.
 *
 * @param routes by which the channel would be told
 * @param now ms since the epoch
 */
export function muted(incident: Incident, routes: readonly Route[], { silences, open }: Surroundings, now: number): Hold | undefined {
  const ends = silences.filter((silence) => isSilenced(incident, silence, now)).map(({ endsAt }) => endsAt);
  if (ends.length > 0) return { hold: 'silenced', until: Math.max(...ends) };
  if (open.some((wider) => inhibits(wider, incident))) return { hold: 'inhibited', until: now + INHIBITED_AGAIN_MS };
  const until = quietUntil(incident, routes, now);
  return until === undefined ? undefined : { hold: 'quiet_hours', until };
}

/** Whether a silence holds for an incident. @param now ms since the epoch */
export function isSilenced(incident: Incident, { tenant, when, startsAt, endsAt }: Silence, now: number): boolean {
  return tenant === incident.tenant && startsAt <= now && now < endsAt && matches(incident, when);
}

/** Whether an open critical incident explains another one: everything that is wrong there lies in it, at a step they share or at any where it names a value. */
export function inhibits(wider: Incident, incident: Incident): boolean {
  if (wider.id === incident.id || wider.status === 'resolved' || wider.severity !== 'critical' || !wider.pages) return false;
  if (wider.tenant !== incident.tenant || wider.journey !== incident.journey) return false;
  const isShared = wider.stages.some((stage) => incident.stages.includes(stage));
  return incident.cause.every(({ segment }) =>
    wider.cause.some((of) => isWithin(segment, of.segment) && (isShared || Object.keys(of.segment).length > 0)),
  );
}

/** Whether a segment is a part of another one, and not the same. */
function isWithin(segment: Segment, wider: Segment): boolean {
  const named = Object.entries(wider);
  return named.length < Object.keys(segment).length && named.every(([name, value]) => segment[name] === value);
}

/** The end of the quiet hours of the route that is first to speak again; undefined where one speaks now. */
function quietUntil({ severity }: Incident, routes: readonly Route[], now: number): number | undefined {
  if (severity === 'critical' || routes.length === 0) return undefined;
  const ends = routes.map(({ quiet = [] }) => occurrenceAt(quiet, now)?.endsAt);
  return ends.every((end) => end !== undefined) ? Math.min(...ends) : undefined;
}
