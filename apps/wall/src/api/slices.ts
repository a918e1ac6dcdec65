import type { SliceAnswer, SliceFailures, StatsAnswer, WorstSlices } from '@tillwatch/contract';
import { ApiError, ask } from './client.js';
import type { Asker } from './errors.js';

async function read(path: string, query: URLSearchParams, field: string, asker: Asker): Promise<object> {
  const answer = await ask({ method: 'GET', path: `${path}?${query.toString()}`, ...asker });
  if (typeof answer === 'object' && answer !== null && field in answer) return answer;
  throw new ApiError(200, 'unreadable', `The answer has no ${field}.`);
}

/** Slices clearly above their usual. Throws {@link ApiError}, or TypeError where the server is away. */
export async function worstSlices(journey: string, asker: Asker): Promise<WorstSlices> {
  return (await read('/v1/slices/worst', new URLSearchParams({ journey }), 'slices', asker)) as WorstSlices;
}

/** How a slice stands; `query` has journey, stage and filters. Throws as {@link worstSlices}. */
export async function readSlice(query: URLSearchParams, asker: Asker): Promise<SliceAnswer> {
  return (await read('/v1/slices', query, 'missing', asker)) as SliceAnswer;
}

/** What went wrong in a slice during the last hour; `query` as of {@link readSlice}. Throws as {@link worstSlices}. */
export async function readFailures(query: URLSearchParams, asker: Asker): Promise<SliceFailures> {
  return (await read('/v1/slices/failures', query, 'attempts', asker)) as SliceFailures;
}

/** Counts over a range. Throws as {@link worstSlices}. */
export async function readStats(query: URLSearchParams, asker: Asker): Promise<StatsAnswer> {
  return (await read('/v1/stats', query, 'groups', asker)) as StatsAnswer;
}
