import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runRound, type RoundPlan } from './round.js';

// The short form of `npm run chaos`: see docs/performance.md for the long one.
const program = join(import.meta.dirname, '../../dist/bench/bench/chaos/counting-child.js');
jest.setTimeout(60_000);

beforeAll(() => {
  if (!existsSync(program)) throw new Error('Build the crash tests first: npm run chaos -- --rounds 0');
});

async function expectRightCounts(plan: Omit<RoundPlan, 'events' | 'program'>): Promise<void> {
  const result = await runRound({ ...plan, events: 4_000, program });
  expect(result.examples).toEqual([]);
  expect(result).toMatchObject({ wrong: 0, wrongAttempts: 0, kills: plan.kills });
  expect(result.cells).toBeGreaterThan(10_000);
}

describe.each(['process killed', 'Redis killed', 'Redis killed, file torn'] as const)('%s in the middle of the traffic', (accident) => {
  it.each([1, 2, 3])('leaves every stored count as a plain count has it (seed %i)', async (seed) => {
    await expectRightCounts({ accident, seed, kills: 2 });
  });
});

it.each(['process paused, replaced', 'Redis paused'] as const)('%s: every stored count is as a plain count has it', async (accident) => {
  await expectRightCounts({ accident, seed: 1, kills: 1 });
});
