import type { JourneysAnswer, SeriesAnswer, StatsAnswer, WeakSpotsAnswer } from '@tillwatch/contract';
import { ask, ApiError } from './client.js';
import type { Asker } from './errors.js';

/** What is asked about numbers; parameters may be repeated. */
export type NumbersQuestion = readonly (readonly [string, string])[];

/** Answers by what is asked. */
export interface Answers {
  readonly journeys: JourneysAnswer;
  readonly stats: StatsAnswer;
  readonly series: SeriesAnswer;
  readonly 'weak-spots': WeakSpotsAnswer;
}

/** The field that tells an answer from something else that a proxy may have said. */
const HAS: Readonly<Record<keyof Answers, string>> = { journeys: 'journeys', stats: 'groups', series: 'groups', 'weak-spots': 'spots' };

/** Asks about numbers. Throws {@link ApiError}, or TypeError where the server is away. */
export async function readNumbers<What extends keyof Answers>(what: What, question: NumbersQuestion, asker: Asker): Promise<Answers[What]> {
  const query = new URLSearchParams(question.map(([name, value]) => [name, value]));
  const answer = await ask({ method: 'GET', path: `/v1/${what}?${query.toString()}`, ...asker });
  if (typeof answer !== 'object' || answer === null || !(HAS[what] in answer)) {
    throw new ApiError(200, 'unreadable', `The answer is none of /v1/${what}.`);
  }
  return answer as Answers[What];
}
