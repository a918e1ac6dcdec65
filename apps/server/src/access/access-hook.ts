import { Inject, Injectable } from '@nestjs/common';
import { parseKey, RateLimits } from '@tillwatch/access';
import type { Clock } from '@tillwatch/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CLOCK } from '../platform/tokens.js';
import { ProblemError } from '../problems/problem-error.js';
import { Doorman } from './doorman.js';
import type { RouteNeeds } from './needs.decorator.js';
import { rememberSender, rememberViewer } from './request-identity.js';
import { tokenCookie } from './token-cookie.js';
import { visitOf } from './visit.js';

/** Asks the doorman before anything of a request's body is read. */
@Injectable()
export class AccessHook {
  constructor(
    private readonly doorman: Doorman,
    private readonly rates: RateLimits,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', async (request, reply) => {
      if (!request.is404) await this.check(request, reply);
    });
  }

  private async check(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { needs } = request.routeOptions.config as RouteNeeds;
    if (needs === undefined) throw new Error(`the route ${request.routeOptions.url} does not say what it needs`);
    if (needs === 'nothing') return;
    if (needs === 'events:write') await this.admitSender(request);
    else if (needs === 'screens:view' && request.method === 'GET' && (await this.keepToken(request, reply))) return;
    else rememberViewer(request, await this.doorman.admitViewer(visitOf(request.raw), needs));
  }

  private async admitSender(request: FastifyRequest): Promise<void> {
    const key = await this.doorman.admitSender(visitOf(request.raw));
    const waitMs = this.rates.waitMs(key.id, this.clock.now());
    if (waitMs > 0) throw rateLimited(waitMs);
    rememberSender(request, key);
  }

  /**
   * A board's link carries a key as `?token=`. The browser keeps it as a cookie and is sent to the same address without
   * it, so that it stays out of histories, screenshots and what is copied on.
   */
  private async keepToken(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const url = new URL(request.url, 'http://here');
    const token = url.searchParams.get('token');
    if (token === null || parseKey(token) === undefined) return false;
    await this.doorman.admitViewer({ ...visitOf(request.raw), key: token }, 'screens:view');
    url.searchParams.delete('token');
    await reply.header('set-cookie', tokenCookie(token)).header('cache-control', 'no-store').redirect(`${url.pathname}${url.search}`, 302);
    return true;
  }
}

/** The key has sent more than its rate allows. */
export function rateLimited(waitMs: number): ProblemError {
  const detail = {
    ko: '이 키의 전송 한도를 넘어 받은 것이 없습니다. Retry-After만큼 기다린 뒤 다시 보내세요.',
    en: 'This key has sent more than its rate allows, so nothing was taken. Wait as long as Retry-After says.',
  };
  return new ProblemError({ status: 429, code: 'rate_limited', detail, retryAfter: waitMs / 1_000 });
}
