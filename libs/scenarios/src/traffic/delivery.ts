import type { WireEvent } from '@tillwatch/contract';
import type { Random } from '../chance/random.js';
import type { Delivery, Scenario } from '../scenario/scenario.js';

/** An event on its way: when it comes to the door, which is not when it happened. */
export interface SentEvent {
  /** ms since the epoch. */
  readonly arrivesAt: number;
  readonly event: WireEvent;
}

/** The way to the door takes about this long. */
const NETWORK = { baseMs: 30, medianMs: 90, sigma: 0.7, maxMs: 2_000 };
/** A provider sends its webhook this long after what it tells of: mostly at once, some only when its queue gets to it. */
const WEBHOOK = { medianMs: 1_500, sigma: 0.9, maxMs: 40_000 };
/** A repeat follows its first copy after this long. */
const REPEAT = { minMs: 500, maxMs: 9_000 };

/** When an event that was sent at `sentAt` arrives, and when its repeat does, if there is one. */
export function arrivals(random: Random, sentAt: number, delivery: Delivery | undefined): readonly [number] | readonly [number, number] {
  const travel = NETWORK.baseMs + Math.min(NETWORK.maxMs, random.lognormal(NETWORK.medianMs, NETWORK.sigma));
  if (delivery === undefined) return [sentAt + Math.round(travel)];
  let u = random.next();
  const late = delivery.late.find(({ share }) => (u -= share) < 0);
  const first = sentAt + Math.round(travel) + (late?.byMs ?? 0);
  if (!random.chance(delivery.duplicates)) return [first];
  return [first, first + Math.round(REPEAT.minMs + (REPEAT.maxMs - REPEAT.minMs) * random.next())];
}

/** How long a provider waits with a webhook. */
export function webhookDelay(random: Random): number {
  return Math.round(Math.min(WEBHOOK.maxMs, random.lognormal(WEBHOOK.medianMs, WEBHOOK.sigma)));
}

/** The longest that passes between anything and the arrival of the last word on it, in milliseconds. */
export function longestDelay({ delivery, effects }: Scenario): number {
  const late = Math.max(0, ...(delivery?.late ?? []).map(({ byMs }) => byMs));
  const webhooks = Math.max(0, ...effects.map((effect) => (effect.kind === 'webhooks' ? effect.byMs : 0)));
  return NETWORK.baseMs + NETWORK.maxMs + late + WEBHOOK.maxMs + webhooks + REPEAT.maxMs;
}
