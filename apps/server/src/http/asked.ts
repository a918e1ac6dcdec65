import { isOwnPage } from '@tillwatch/access';
import type { FastifyRequest } from 'fastify';
import { storageAway } from '../problems/known-problems.js';
import { ProblemError } from '../problems/problem-error.js';

/**
 * A key that is shown on purpose is enough. What a browser sends by itself (a cookie, being at this machine) counts only from the product's own
 * page: any other page can have the browser ask.
 *
 * @throws what `problem` makes
 */
export function checkPage({ headers }: FastifyRequest, problem: () => ProblemError): void {
  const { host, origin, authorization, 'sec-fetch-site': fetchSite } = headers;
  if (authorization === undefined && !isOwnPage({ host, origin, fetchSite })) throw problem();
}

/** A body as JSON; undefined where it is none. */
export function jsonOf({ body }: FastifyRequest): unknown {
  try {
    return Buffer.isBuffer(body) ? JSON.parse(body.toString('utf8')) : undefined;
  } catch {
    return undefined;
  }
}

/** Waits for what storage answers. @throws ProblemError where it does not, or where what it said was a refusal */
export async function stored<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof ProblemError ? error : storageAway(error);
  }
}
