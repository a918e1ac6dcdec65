import type { Dimension, Journey } from '@tillwatch/domain';
import { USER_AGENT_DIMENSIONS } from './user-agent.js';

/** What intake must know of a journey, laid out for look-up. */
export interface JourneyRules {
  readonly journey: Journey;
  readonly stages: ReadonlySet<string>;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** Dimensions whose values carry the value of another one in front: `browser_version` reads `ie/10`. */
  readonly qualified: readonly { readonly id: string; readonly by: string }[];
  /** Which declared dimensions a user agent can tell. */
  readonly fromUserAgent: readonly (typeof USER_AGENT_DIMENSIONS)[number][];
}

/** Journey id → its rules. */
export type EventRules = ReadonlyMap<string, JourneyRules>;

/** Lays out journeys for the checking of events. */
export function compileRules(journeys: readonly Journey[]): EventRules {
  return new Map(journeys.map((journey) => [journey.id, rulesOf(journey)]));
}

function rulesOf(journey: Journey): JourneyRules {
  const dimensions = new Map(journey.dimensions.map((dimension) => [dimension.id, dimension]));
  return {
    journey,
    stages: new Set(journey.stages.map((stage) => stage.id)),
    dimensions,
    qualified: journey.dimensions.flatMap(({ id, qualifiedBy }) => (qualifiedBy === undefined ? [] : [{ id, by: qualifiedBy }])),
    fromUserAgent: USER_AGENT_DIMENSIONS.filter((id) => dimensions.has(id)),
  };
}
