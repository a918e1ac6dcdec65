import type { ErrorsAnswer, MappingRequest } from '@tillwatch/contract';
import type { Language } from '@tillwatch/wording';
import { ask, ApiError } from './client.js';

/** Whose question it is. */
export interface Asker {
  readonly token: string | undefined;
  readonly language: Language;
}

/** What reported errors were taken for during the last days. Throws {@link ApiError}, or TypeError where the server is away. */
export async function readErrors(asker: Asker): Promise<ErrorsAnswer> {
  const answer = await ask({ method: 'GET', path: '/v1/errors', ...asker });
  if (typeof answer !== 'object' || answer === null || !('byHow' in answer)) {
    throw new ApiError(200, 'unreadable', 'The answer is none of /v1/errors.');
  }
  return answer as ErrorsAnswer;
}

/** Has a code read as a category from now on. Throws as {@link readErrors}. */
export async function mapCode(mapping: MappingRequest, asker: Asker): Promise<void> {
  await ask({ method: 'PUT', path: '/v1/errors/mapping', body: mapping, ...asker });
}

/** Undoes that. Throws as {@link readErrors}. */
export async function unmapCode(code: Omit<MappingRequest, 'category'>, asker: Asker): Promise<void> {
  const { provider, method, code: text } = code;
  const query = new URLSearchParams({ provider, code: text, ...(typeof method === 'string' ? { method } : {}) });
  await ask({ method: 'DELETE', path: `/v1/errors/mapping?${query.toString()}`, ...asker });
}
