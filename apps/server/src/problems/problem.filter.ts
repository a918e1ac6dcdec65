import { randomBytes } from 'node:crypto';
import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOG } from '../platform/tokens.js';
import { LostPage } from '../http/lost-page.js';
import { RouteBook } from '../http/route-book.js';
import { internalProblem, knownProblem, problemOfStatus } from './known-problems.js';
import { languageOf } from './language.js';
import { problemAnswer } from './problem-document.js';
import type { ProblemOf } from './problem-error.js';

/** Turns whatever was thrown while answering into an RFC 9457 document, or a page where a person is lost. Never shows a stack; logs what is ours. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly routes: RouteBook,
    private readonly lost: LostPage,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.problemOf(error, request);
    if (problem.code === 'not_found' && this.lost.answers(request, reply)) return;
    const { status, headers, body } = problemAnswer(problem, languageOf(request.headers['accept-language']));
    void reply.code(status).headers(headers).send(body);
  }

  private problemOf(error: unknown, request: FastifyRequest): ProblemOf {
    const known = knownProblem(error);
    if (known !== undefined) return known.problem.code === 'storage_away' ? this.logged(known.problem, known) : known.problem;
    const problem = error instanceof HttpException ? problemOfStatus(error.getStatus()) : undefined;
    if (problem === undefined) return this.logged(internalProblem(''), error);
    return problem.code === 'not_found' ? this.routes.problemOf(request.method, request.url, problem) : problem;
  }

  /** Writes a failure to the log under a reference that the answer names. */
  private logged(problem: ProblemOf, error: unknown): ProblemOf {
    const ref = randomBytes(4).toString('hex');
    this.log.error({ ref, code: problem.code, err: error }, 'a request failed');
    return { ...problem, instance: `urn:tillwatch:ref:${ref}` };
  }
}
