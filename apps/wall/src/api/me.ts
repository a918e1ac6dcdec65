import type { Me } from '@tillwatch/contract';
import { ApiError, ask } from './client.js';
import type { Asker } from './errors.js';

/** Whom the server takes the reader of this page for. Throws {@link ApiError}, or TypeError where the server is away. */
export async function readMe(asker: Asker): Promise<Me> {
  const answer = await ask({ method: 'GET', path: '/v1/me', ...asker });
  if (typeof answer === 'object' && answer !== null && 'scopes' in answer) return answer as Me;
  throw new ApiError(200, 'unreadable', 'The answer is none of /v1/me.');
}
