import { mix, Random } from '../chance/random.js';
import { playPurchase } from './purchase.js';
import type { Attempt } from './step.js';
import { purchaseRate } from './volume.js';
import type { World } from './world.js';

/**
 * What really happens: all attempts of the purchases that start in one second, whoever tells of them. Chance depends on
 * seed and second alone, so any part of a shop's life can be played by itself.
 */
export function playSecond(world: World, eventsPerSecond: number, second: number): Attempt[] {
  const random = new Random(mix(world.seed, second));
  const customers = random.poisson(purchaseRate(world, eventsPerSecond, second * 1000 + 500));
  const attempts: Attempt[] = [];
  for (let n = 0; n < customers; n++) {
    const at = second * 1000 + random.below(1000);
    const code = `${world.seed.toString(36)}s${second.toString(36)}n${n.toString(36)}`;
    attempts.push(...playPurchase(world, random, code, at));
  }
  return attempts;
}
