import type { StageEvent } from '@tillwatch/domain';
import { DEFAULT_PREFIX, KeySpace } from '@tillwatch/redis';
import { countedPlainly, countPlainly, type Counted } from '@tillwatch/testing';
import { readStoredCounts, TIERS, type Tier } from '@tillwatch/windows';
import type { Redis } from 'ioredis';
import { CHAOS_JOURNEY, ZONE_SHIFT_SECONDS } from './journey.js';

/** How stored counts compare with a plain count of the same events. */
export interface Comparison {
  /** Segment × slice × column, in storage, in the plain count or in both. */
  readonly cells: number;
  readonly wrong: number;
  /** The first few that differ: name, stored, expected. */
  readonly examples: readonly string[];
}

const WIDTH: Readonly<Record<Tier, number>> = { '10s': 10, '1m': 60, '1h': 3_600, '1d': 86_400 };
const EXAMPLES = 5;

function plainly(events: readonly Counted[], tier: Tier): Map<string, number> {
  const long = tier === '1h' || tier === '1d';
  const cuboids = CHAOS_JOURNEY.cuboids.filter(({ keep }) => !long || keep === 'long');
  // Days are those of the zone; hours there begin when hours in UTC do.
  const shift = tier === '1d' ? ZONE_SHIFT_SECONDS : 0;
  return countPlainly(events, { ...CHAOS_JOURNEY, cuboids }, WIDTH[tier], shift);
}

/** Compares every tier with the oracle, cell by cell. Everything must be stored and sealed. */
export async function compareTiers(
  redis: Redis,
  sent: readonly StageEvent[],
  of: { readonly now: number; readonly seed: number },
): Promise<Comparison> {
  const keys = new KeySpace(DEFAULT_PREFIX);
  const events = countedPlainly(sent, CHAOS_JOURNEY, of.now, of.seed);
  let [cells, wrong] = [0, 0];
  const examples: string[] = [];
  for (const tier of TIERS) {
    const expected = plainly(events, tier);
    const stored = await readStoredCounts(redis, keys, tier);
    const names = new Set([...stored.keys(), ...expected.keys()]);
    cells += names.size;
    for (const name of names) {
      if (stored.get(name) === expected.get(name)) continue;
      wrong++;
      if (examples.length < EXAMPLES)
        examples.push(`${tier} ${name}: stored ${stored.get(name) ?? 0}, expected ${expected.get(name) ?? 0}`);
    }
  }
  return { cells, wrong, examples };
}
