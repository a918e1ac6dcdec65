import { Inject, Injectable } from '@nestjs/common';
import { newDeviceText, parseKey, parseLink, RateLimits } from '@tillwatch/access';
import type { Clock } from '@tillwatch/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CLOCK } from '../platform/tokens.js';
import { ProblemError } from '../problems/problem-error.js';
import { setCookie } from './cookies.js';
import { Doorman } from './doorman.js';
import type { RouteNeeds } from './needs.decorator.js';
import { rememberSender, rememberViewer } from './request-identity.js';
import { visitOf, type Visit } from './visit.js';

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
   * A board's link, and a person's, carry what lets in as `?token=`. The browser keeps it as a cookie and is sent to the same
   * address without it, so that it stays out of histories, screenshots and what is copied on.
   */
  private async keepToken(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const url = new URL(request.url, 'http://here');
    const cookies = await this.cookiesFor(url.searchParams.get('token') ?? '', visitOf(request.raw));
    if (cookies.length === 0) return false;
    url.searchParams.delete('token');
    await reply.header('set-cookie', cookies).header('cache-control', 'no-store').redirect(`${url.pathname}${url.search}`, 302);
    return true;
  }

  private async cookiesFor(token: string, visit: Visit): Promise<string[]> {
    if (parseKey(token) !== undefined) {
      await this.doorman.admitViewer({ ...visit, key: token }, 'screens:view');
      return [setCookie('tillwatch_token', token)];
    }
    if (parseLink(token) === undefined) return [];
    await this.doorman.admitLink(token);
    return [setCookie('tillwatch_link', token), setCookie('tillwatch_device', visit.device ?? newDeviceText())];
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
