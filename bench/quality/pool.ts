import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/**
 * Has questions answered by threads of their own on all cores, each of which answers one message with one.
 * @param script what a thread runs
 * @param seen told of every answer when it comes
 * @returns the answers in the order of the questions
 */
export async function answersOf<Question, Answer>(
  script: URL,
  questions: readonly Question[],
  seen: (question: Question, answer: Answer) => void = () => undefined,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const left = questions.entries();
  const work = async (): Promise<void> => {
    const worker = new Worker(script);
    for (const [i, question] of left) {
      const answer = (answers[i] = await ask<Answer>(worker, question));
      seen(question, answer);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), questions.length) }, work));
  return answers;
}

function ask<Answer>(worker: Worker, question: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (answer: Answer): void => {
      worker.off('error', reject);
      resolve(answer);
    };
    worker.once('message', settle);
    worker.once('error', reject);
    worker.postMessage(question);
  });
}
