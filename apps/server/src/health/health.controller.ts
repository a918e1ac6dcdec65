import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../access/needs.decorator.js';
import { languageOf } from '../problems/language.js';
import { Readiness } from './readiness.js';

/** For whoever runs the server: is it alive, is it ready. */
@Controller()
@Needs('nothing')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** 200 while the process answers at all. */
  @Get('healthz')
  @Needs('nothing')
  @Header('cache-control', 'no-store')
  alive(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 while events can be sent and numbers be read; 503 with the parts that are missing otherwise. */
  @Get('readyz')
  @Needs('nothing')
  async ready(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const language = languageOf(request.headers['accept-language']);
    const missing = (await this.readiness.missing()).map(({ part, reason }) => ({ part, reason: reason[language] }));
    await reply
      .code(missing.length === 0 ? 200 : 503)
      .headers({ 'cache-control': 'no-store', ...(missing.length === 0 ? {} : { 'retry-after': '1' }) })
      .send({ ready: missing.length === 0, missing });
  }
}
