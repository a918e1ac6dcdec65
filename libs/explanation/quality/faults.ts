import { orderOf, type Segment } from '@tillwatch/domain';
import type { Random } from './random.js';
import { DIMENSIONS, isIn, type Fault, type World } from './world.js';

/** Extra failures that a drawn fault must make at least: with fewer nothing can be found by anyone. */
const LEAST_EXTRA = 60;

/** Draws faults at one to three dimensions, one in four with a range, with effects from weak to complete; none inside another. */
export function drawFaults(count: number, outcomes: number) {
  return (leaves: World['leaves'], random: Random): Fault[] => {
    const faults: Fault[] = [];
    for (let tries = 0; faults.length < count && tries < 2_000; tries += 1) {
      const fault = drawFault(leaves, random);
      const inside = leaves.filter(({ segment }) => isIn(segment, fault.segment));
      const traffic = leaves.reduce((all, { weight }) => all + weight, 0);
      const share = inside.reduce((all, { weight }) => all + weight, 0) / traffic;
      const mean = inside.reduce((all, { weight, rate }) => all + weight * rate, 0) / (share * traffic);
      const added = 'added' in fault.effect ? fault.effect.added : ((fault.effect.odds - 1) * mean) / (1 + (fault.effect.odds - 1) * mean);
      const apart = faults.every(({ segment }) => !inside.some((leaf) => isIn(leaf.segment, segment)));
      if (share < 0.4 && inside.length >= 3 && share * outcomes * added >= LEAST_EXTRA && apart) faults.push(fault);
    }
    return faults;
  };
}

function drawFault(leaves: World['leaves'], random: Random): Fault {
  const leaf = random.pick(leaves).segment;
  const depth = 1 + Math.floor(random.next() * 3);
  const free = DIMENSIONS.map(({ id }) => id);
  const chosen = Array.from({ length: depth }, () => free.splice(Math.floor(random.next() * free.length), 1)[0] ?? '');
  const segment: Segment = Object.fromEntries(
    chosen.map((id) => [id, id === 'browser_version' ? rangeAround(leaf, random) : (leaf[id] ?? '')]),
  );
  const effect = random.next() < 0.5 ? { added: 0.05 + 0.75 * random.next() } : { odds: 3 + 12 * random.next() };
  return { segment, effect };
}

function rangeAround(leaf: Segment, random: Random): string {
  const version = leaf['browser_version'] ?? '';
  const order = orderOf({ ordered: true, qualifiedBy: 'browser' }, version);
  if (order === undefined || random.next() < 0.3) return version;
  return `${order.qualifier}~${random.next() < 0.7 ? 'lte' : 'gte'}:${order.number}`;
}
