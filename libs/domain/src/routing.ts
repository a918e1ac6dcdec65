import type { Segment } from './segment.js';
import type { IncidentKind, Severity } from './verdict.js';

/** Which incidents a route takes; what is left out takes all. */
export interface RouteMatch {
  readonly journeys?: readonly string[];
  readonly severities?: readonly Severity[];
  readonly kinds?: readonly IncidentKind[];
  /** One of its causes lies in it: every dimension named here has this value there. */
  readonly segment?: Segment;
  /** One of these is among the merchants hit. */
  readonly merchants?: readonly string[];
}

/** Where notifications of some incidents go. Every route that matches counts; a channel that several name is told once. */
export interface Route {
  readonly id: string;
  readonly when: RouteMatch;
  /** Ids of channels. */
  readonly to: readonly string[];
}
