import { mix, Random } from '../chance/random.js';
import { wander } from '../chance/wander.js';
import { rhythm } from '../shop/rhythm.js';
import type { Shop } from '../shop/shop.js';
import { playPurchase } from './purchase.js';
import { reportsOf } from './reports.js';
import { createWorld, type World } from './world.js';

/** Events that the demo sends on average over a week. */
export const DEMO_EVENTS_PER_SECOND = 40;

/** How far the number of customers wanders around the daily rhythm. */
const CROWD = { sigma: 0.07, periodMs: 4 * 60_000 };
const CROWD_KEY = 0x27d4eb2f;

const SAMPLE = 4_000;
const measured = new WeakMap<Shop, number>();

function measure(shop: Shop): number {
  const world = createWorld({ shop, scenario: { id: '', label: { ko: '', en: '' }, effects: [] }, startsAt: 0, seed: 1 });
  const random = new Random(1);
  let events = 0;
  for (let i = 0; i < SAMPLE; i++) {
    for (const attempt of playPurchase(world, random, '', i * 21_600)) events += reportsOf(world, random, attempt).length;
  }
  return events / SAMPLE;
}

/** Events that one purchase of this shop gives on average in quiet times (about twelve). */
export function eventsPerPurchase(shop: Shop): number {
  const known = measured.get(shop) ?? measure(shop);
  measured.set(shop, known);
  return known;
}

/** Purchases per second that are to be expected at `at`, of a shop that sends `eventsPerSecond` on average over a week. */
export function purchaseRate(world: World, eventsPerSecond: number, at: number): number {
  const mean = eventsPerSecond / eventsPerPurchase(world.shop);
  return mean * rhythm(at, world.shop.rhythmDepth) * wander(mix(world.seed, CROWD_KEY), at, CROWD.sigma, CROWD.periodMs);
}
