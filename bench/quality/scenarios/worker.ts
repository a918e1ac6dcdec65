/** Lives through one scenario after another in a thread of its own: asked with a name and a seed, answers with how it went. */
import { parentPort } from 'node:worker_threads';
import { live } from './run.js';
import { SCENARIOS } from './scenario-list.js';
import { score, type Outcome } from './score.js';

/** What a thread is asked. */
export interface Asked {
  readonly id: string;
  readonly seed: number;
}

async function answer({ id, seed }: Asked): Promise<Outcome> {
  const scenario = SCENARIOS.find((each) => each.id === id);
  if (scenario === undefined) throw new Error(`There is no scenario ${id}.`);
  return score(scenario, await live(scenario, seed));
}

parentPort?.on('message', (asked: Asked) => void answer(asked).then((outcome) => parentPort?.postMessage(outcome)));
