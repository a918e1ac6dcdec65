import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Outcome } from './score.js';
import type { Asked } from './worker.js';

/** Has everything that is asked lived through, on all cores; tells of each on stderr. @returns the answers in the order of the questions */
export async function outcomesOf(asked: readonly Asked[]): Promise<Outcome[]> {
  const answers: Outcome[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    for (let i = next++; i < asked.length; i = next++) {
      const answer = (answers[i] = await ask(worker, asked[i]));
      process.stderr.write(`${JSON.stringify({ ...asked[i], fates: answer.fates, others: answer.others.length })}\n`);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), asked.length) }, work));
  return answers;
}

function ask(worker: Worker, asked: Asked | undefined): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: Outcome): void => {
      worker.off('error', reject);
      resolve(outcome);
    };
    worker.once('message', settle);
    worker.once('error', reject);
    worker.postMessage(asked);
  });
}
