import type { Cause } from '../src/index.js';
import { extentOf, type World } from './world.js';

/** How many causes were found, were none, and were missed; two segments with the same rows are the same. */
export interface Score {
  readonly found: number;
  readonly wrong: number;
  readonly missed: number;
  readonly f1: number;
}

/** Compares causes with the truth, over all worlds together. */
export function scoreOf(answers: readonly { readonly world: World; readonly causes: readonly Cause[] }[]): Score {
  let [found, wrong, missed] = [0, 0, 0];
  for (const { world, causes } of answers) {
    const truth = new Set(world.faults.map(({ segment }) => extentOf(world, segment)));
    const hits = causes.filter(({ segment }) => truth.has(extentOf(world, segment))).length;
    found += hits;
    wrong += causes.length - hits;
    missed += truth.size - hits;
  }
  return { found, wrong, missed, f1: (2 * found) / (2 * found + wrong + missed) };
}
