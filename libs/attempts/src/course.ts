import type { Reporter } from '@tillwatch/domain';

/** What an attempt's stages are measured by. */
export interface Course {
  /** Number of stages. */
  readonly stages: number;
  /** By stage: after so many seconds without an outcome it is abandoned. */
  readonly deadlines: readonly number[];
}

/** How the attempts of one tenant's journey are followed. */
export interface AttemptRules extends Course {
  /** By stage: how long nearly all take there, in seconds, while that is not learnt. */
  readonly usual: readonly number[];
  /** How long after its last event or its deadline an attempt is remembered, in minutes. */
  readonly reviseMinutes: number;
  /** By dimension: the reporter who knows it best; undefined where they are believed as usual. */
  readonly knownBy: readonly (Reporter | undefined)[];
  /** The dimension by whose values stages usually take differently long; -1 for none. */
  readonly paceBy: number;
}
