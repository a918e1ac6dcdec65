import type { IncidentChange } from '@tillwatch/domain';
import { plan, type Plan, type Scene } from './plan.js';
import { RETRY_PLAN } from './retry.js';
import type { Routing } from './routing.js';

/** How soon it is tried again to plan what could not be planned, in ms. */
const AGAIN_MS = 60_000;

/** A plan, and the errors of ours that kept it from being what it should be. */
export interface SurePlan extends Plan {
  readonly faults: readonly unknown[];
}

/**
 * Plans what a change becomes, whatever goes wrong in it: an incident that cannot be read, as one that another version of the product stored may
 * be, holds up nobody else. Where what stands beside it cannot be read it is told without: one message too many rather than one too few.
 * What cannot be planned at all is held, and tried again for as long as messages are.
 *
 * @param now ms since the epoch
 */
export function planSurely(change: IncidentChange, scene: Scene, routing: Routing, now: number): SurePlan {
  const faults: unknown[] = [];
  for (const each of [scene, { ...scene, silences: [], open: [] }]) {
    try {
      return { ...plan(change, each, routing, now), faults };
    } catch (error) {
      faults.push(error);
    }
  }
  const again = now < change.at + RETRY_PLAN.giveUpMs ? now + AGAIN_MS : null;
  return { held: [{ channel: null, reason: 'internal' }], notifications: [], digests: [], again, faults };
}
