import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { ApiKey } from '@tillwatch/access';
import type { EventsAnswer } from '@tillwatch/contract';
import type { FastifyRequest } from 'fastify';
import { Needs } from '../access/needs.decorator.js';
import { CurrentSender } from '../access/request-identity.js';
import { knownProblem } from '../problems/known-problems.js';
import { languageOf } from '../problems/language.js';
import { EventDoor } from './event-door.js';
import { IntakeMetrics } from './intake-metrics.js';

const NO_BYTES = Buffer.alloc(0);

/** The door for events. */
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly door: EventDoor,
    private readonly metrics: IntakeMetrics,
  ) {}

  /** Takes one event or many. What is answered as accepted or duplicate is in Redis. */
  @Post()
  @HttpCode(202)
  @Needs('events:write')
  async send(@Req() request: FastifyRequest, @CurrentSender() sender: ApiKey): Promise<EventsAnswer> {
    const { headers } = request;
    const bytes = Buffer.isBuffer(request.body) ? request.body : NO_BYTES;
    const body = { contentType: headers['content-type'], contentEncoding: headers['content-encoding'], bytes };
    try {
      return await this.door.take(sender, body, languageOf(headers['accept-language']));
    } catch (error) {
      const problem = knownProblem(error);
      this.metrics.wasRefused(problem?.problem.code ?? 'internal');
      throw problem ?? error;
    }
  }
}
