import { drawFaults } from '../quality/faults.js';
import { scoreOf } from '../quality/score.js';
import { worldOf } from '../quality/world.js';
import { explain } from './explain.js';

/** Seeds that no constant was chosen with; few, for speed: figures over more of them are in docs/concepts/explanation.md. */
const SEEDS = Array.from({ length: 3 }, (_, i) => 900_001 + 37 * i);

describe('worlds in which something was broken by chance', () => {
  it.each([
    ['sparse', { leaves: 2_000, outcomes: 12_000, base: 10, wander: 0, rate: 0.04 }, 0.9],
    ['wandering', { leaves: 3_000, outcomes: 20_000, base: 6, wander: 0.25, rate: 0.05 }, 0.85],
    ['small', { leaves: 800, outcomes: 3_000, base: 10, wander: 0, rate: 0.04 }, 0.8],
    ['without a past', { leaves: 2_000, outcomes: 12_000, base: 0, wander: 0, rate: 0.04 }, 0.85],
  ])('%s: the rows of the causes are those that were broken', (_, options, least) => {
    const worlds = SEEDS.flatMap((seed) =>
      [1, 2, 3].map((count) => worldOf({ ...options, seed: seed + count }, drawFaults(count, options.outcomes))),
    );
    const score = scoreOf(worlds.map((world) => ({ world, causes: explain(world.table) })));
    expect(score.f1).toBeGreaterThanOrEqual(least);
  });
});
