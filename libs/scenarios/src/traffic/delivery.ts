import type { WireEvent } from '@tillwatch/contract';
import type { Random } from '../chance/random.js';
import type { Delivery } from '../scenario/scenario.js';

/** An event on its way: when it comes to the door, which is not when it happened. */
export interface SentEvent {
  /** ms since the epoch. */
  readonly arrivesAt: number;
  readonly event: WireEvent;
}

/** The way to the door takes about this long. */
const NETWORK = { baseMs: 30, medianMs: 90, sigma: 0.7, maxMs: 2_000 };
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

/** The longest that any event can be under way, in milliseconds. */
export function longestDelay(delivery: Delivery | undefined): number {
  const late = Math.max(0, ...(delivery?.late ?? []).map(({ byMs }) => byMs));
  return NETWORK.baseMs + NETWORK.maxMs + late + REPEAT.maxMs;
}
