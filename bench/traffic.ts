import type { WireEvent } from '@tillwatch/contract';
import { DEFAULT_TENANT } from '@tillwatch/access';
import type { StageEvent } from '@tillwatch/domain';
import { checkEvents, compileRules, Notices, UserAgents } from '@tillwatch/intake';
import { createShop, generate, HEALTHY } from '@tillwatch/scenarios';
import { shippedCatalogue } from './place.js';

/** What traffic is wanted: a busy shop platform's, checkout journey, all dimensions, real user agents. */
export interface TrafficPlan {
  readonly events: number;
  readonly merchants: number;
  /** When the newest event happens (ms since epoch). */
  readonly until: number;
  /** Events per second of the time in which they happen. */
  readonly perSecond: number;
  readonly seed?: number;
}

/** Rate at which the shop is played, and how long it fills before anything is taken: customers need minutes for all stages. */
const PLAYED_PER_SECOND = 1_000;
const FILL_MS = 240_000;

/**
 * Draws events in the order in which they arrive, evenly paced: event i of n happens at `until` − (n − i) / rate. The shop is
 * played at its own pace and its times are then pressed together or pulled apart, so that any rate has a full mix of stages.
 */
export function drawTraffic({ events, merchants, until, perSecond, seed = 1 }: TrafficPlan): WireEvent[] {
  const shop = createShop({ merchants, rhythmDepth: 0 });
  const from = Date.UTC(2026, 10, 18, 5, 0, 0);
  const drawn: WireEvent[] = [];
  for (const { arrivesAt, event } of generate(shop, HEALTHY, {
    from,
    to: Number.POSITIVE_INFINITY,
    seed,
    eventsPerSecond: PLAYED_PER_SECOND,
    busyAtStart: false,
  })) {
    if (arrivesAt < from + FILL_MS) continue;
    const at = until - ((events - drawn.length) * 1000) / perSecond;
    drawn.push({ ...event, occurredAt: new Date(at).toISOString() });
    if (drawn.length === events) break;
  }
  return drawn;
}

/** The same events as the ledger gets them, having gone through the real intake. */
export function checkTraffic(events: readonly WireEvent[], now: number): StageEvent[] {
  const { journeys, errors } = shippedCatalogue();
  const { accepted, rejections } = checkEvents(events, {
    now,
    tenant: DEFAULT_TENANT,
    merchant: '*',
    mayBackfill: true,
    rules: compileRules(journeys),
    userAgents: new UserAgents(),
    errors,
    notices: new Notices(),
  });
  if (rejections.length > 0) throw new Error(`The intake refused ${rejections.length} events: ${JSON.stringify(rejections[0])}`);
  return [...accepted];
}

/** Cuts a list into parts of `size`. */
export function batchesOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}
