import { mix, mixText } from '../chance/random.js';
import { wander } from '../chance/wander.js';
import { Influence } from '../scenario/influence.js';
import type { Scenario } from '../scenario/scenario.js';
import { PROVIDERS } from '../shop/providers.js';
import { koreanHour } from '../shop/rhythm.js';
import type { Shop } from '../shop/shop.js';

/** A shop with a scenario that plays on it, under one seed. */
export interface World {
  readonly shop: Shop;
  readonly influence: Influence;
  /** 32 bits of the seed. */
  readonly seed: number;
  /** Hash of a provider and the seed, so that each provider's luck wanders on its own. */
  readonly luck: ReadonlyMap<string, number>;
}

/** What a world is made of. */
export interface WorldOptions {
  readonly shop: Shop;
  readonly scenario: Scenario;
  /** When the scenario starts (ms since the epoch). */
  readonly startsAt: number;
  readonly seed: number | string;
}

/** Puts a scenario on a shop. */
export function createWorld({ shop, scenario, startsAt, seed }: WorldOptions): World {
  const bits = typeof seed === 'number' ? mix(seed) : mixText(seed);
  const luck = new Map(PROVIDERS.map((provider) => [provider.id, mix(bits, mixText(provider.id))] as const));
  return { shop, influence: new Influence(scenario, startsAt), seed: bits, luck };
}

/** How far a provider's usual failures wander from hour to hour and from minute to minute: mild, as in quiet times. */
const SLOW = { sigma: 0.06, periodMs: 3 * 3_600_000 };
const FAST = { sigma: 0.08, periodMs: 6 * 60_000 };
/** At night a little more goes wrong than by day. */
const NIGHT_SWING = 0.1;

/** Factor on what usually fails at `at`, the same for everybody who pays through `provider`. */
export function climate(world: World, provider: string, at: number): number {
  const key = world.luck.get(provider) ?? world.seed;
  const night = 1 + NIGHT_SWING * Math.cos((2 * Math.PI * (koreanHour(at) - 4)) / 24);
  return night * wander(key, at, SLOW.sigma, SLOW.periodMs) * wander(key ^ 0x5bd1e995, at, FAST.sigma, FAST.periodMs);
}
