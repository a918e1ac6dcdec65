import { HEALTHY } from '@tillwatch/scenarios';
import { SimulatedShop } from '../../verdict/simulated-shop.js';
import { upperLimit } from '../tables.js';

const DAY_SECONDS = 86_400;
/** A Monday, midnight in Seoul. */
const START = Date.UTC(2026, 10, 15, 15);

/** How often somebody is woken in so many days of the demo shop in which nothing is wrong. */
export async function demoSection(days: number, seed: number): Promise<string> {
  const shop = new SimulatedShop({ start: START, seed: `quality-${seed}`, eventsPerSecond: 5, rhythmDepth: 1 });
  await shop.learn(7);
  const paging = new Set<string>();
  const others = new Set<string>();
  shop.onChange = ({ incident }) => {
    (incident.pages ? paging : others).add(incident.id);
  };
  shop.live(HEALTHY, Math.round(days * DAY_SECONDS));
  const month = (30 / days) * paging.size;
  const limit = (30 / days) * upperLimit(paging.size);
  return `${days} simulated days of the healthy demo shop at 5 events a second: ${paging.size} incidents that page (${month.toFixed(1)} in 30 days, ≤ ${limit.toFixed(0)} at 95 %), ${others.size} that do not.`;
}
