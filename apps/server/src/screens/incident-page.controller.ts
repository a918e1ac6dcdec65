import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { AppConfig } from '@tillwatch/config';
import type { Clock } from '@tillwatch/domain';
import { languageOf as languageNamed } from '@tillwatch/wording';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { onlyAllMerchants } from '../incidents/incident-problems.js';
import { CLOCK, CONFIG } from '../platform/tokens.js';
import { languageOf } from '../problems/language.js';
import { IncidentPages } from './incident-pages.js';
import { IncidentSource } from './incident-source.js';
import { sendFile } from './send-file.js';
import { shelved } from './shelf.js';

/** The page of an incident, rendered with what is known: to be read on a bad line before any script runs. */
@Controller()
export class IncidentPageController {
  constructor(
    private readonly source: IncidentSource,
    private readonly pages: IncidentPages,
    @Inject(CONFIG) private readonly config: AppConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(['incidents/:id', 'i/:id'])
  @Needs('screens:view')
  async page(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<void> {
    const query = request.query as Readonly<Record<string, unknown>>;
    const chosen = (name: string) => (typeof query[name] === 'string' ? query[name] : null);
    // An incident is of all merchants together.
    if (viewer.merchant !== '*') throw onlyAllMerchants();
    const incident = (await this.source.find(viewer.tenant, id)) ?? null;
    const language = languageNamed(chosen('lang')) ?? languageOf(request.headers['accept-language']);
    const { timeZone } = this.config;
    const page = await this.pages.render({ id, incident, now: this.clock.now(), language, timeZone }, chosen('theme'));
    reply.code(incident === null ? 404 : 200).header('content-security-policy', page.policy);
    await sendFile(request, reply, shelved(page.html, '.html'), 'no-store');
  }
}
