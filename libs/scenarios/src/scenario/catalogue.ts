import { DEMO } from './demo.js';
import type { Scenario } from './scenario.js';
import {
  BROWSER_VERSION_FAILS,
  HEALTHY,
  PROVIDER_FAILS,
  PROVIDER_FAILS_LATE,
  SILENCE,
  SLOW_BURN,
  UNRELIABLE_DELIVERY,
  WEBHOOKS_LATE,
  WINDOW_HANGS,
  WINDOWS_CLOSED,
} from './shipped.js';

/** Every scenario that ships, the demo first. */
export const SCENARIOS: readonly Scenario[] = [
  DEMO,
  HEALTHY,
  PROVIDER_FAILS,
  PROVIDER_FAILS_LATE,
  BROWSER_VERSION_FAILS,
  SLOW_BURN,
  SILENCE,
  WINDOW_HANGS,
  WINDOWS_CLOSED,
  WEBHOOKS_LATE,
  UNRELIABLE_DELIVERY,
];

/** The scenario of this id. */
export function scenarioOf(id: string): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.id === id);
}
