import { Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { AppConfig } from '@tillwatch/config';
import {
  silencePreviewSchema,
  silenceRequestSchema,
  type SilenceAnswer,
  type SilencePreviewAnswer,
  type SilencesAnswer,
} from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import type { FastifyRequest } from 'fastify';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { checkPage, jsonOf, stored } from '../http/asked.js';
import { notOurPage, onlyAllMerchants } from '../incidents/incident-problems.js';
import { CLOCK, CONFIG } from '../platform/tokens.js';
import { ProblemError } from '../problems/problem-error.js';
import { SilenceDesk, silenceAnswer } from './silence-desk.js';

/** Whose doing it is where neither key nor request names anybody. */
const NOBODY = '—';

/** Nobody is told of some incidents for a while. The detector goes on, and so do the screens. */
@Controller('v1/silences')
export class SilencesController {
  constructor(
    private readonly desk: SilenceDesk,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: AppConfig,
  ) {}

  @Get()
  @Needs('screens:view')
  @Header('cache-control', 'no-store')
  async list(@CurrentViewer() viewer: Viewer): Promise<SilencesAnswer> {
    checkMerchant(viewer);
    const now = this.clock.now();
    const silences = await stored(this.desk.list(viewer.tenant, now));
    const { timeZone } = this.config;
    return { checkedAt: new Date(now).toISOString(), timeZone, silences: silences.map((silence) => silenceAnswer(silence, now)) };
  }

  @Post()
  @HttpCode(201)
  @Needs('incidents:act')
  async begin(@Req() request: FastifyRequest, @CurrentViewer() viewer: Viewer): Promise<SilenceAnswer> {
    checkMerchant(viewer);
    checkPage(request, notOurPage);
    const { data } = silenceRequestSchema.safeParse(jsonOf(request));
    if (data === undefined) throw invalidSilence();
    const now = this.clock.now();
    const { by = NOBODY, ...asked } = data;
    const silence = await stored(this.desk.begin(viewer.tenant, { ...asked, by: viewer.name ?? by }, now));
    return silenceAnswer(silence, now);
  }

  @Post('preview')
  @HttpCode(200)
  @Needs('screens:view')
  async preview(@Req() request: FastifyRequest, @CurrentViewer() viewer: Viewer): Promise<SilencePreviewAnswer> {
    checkMerchant(viewer);
    const { data } = silencePreviewSchema.safeParse(jsonOf(request));
    if (data === undefined) throw invalidSilence();
    return stored(this.desk.preview(viewer.tenant, data.when, this.clock.now()));
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs('incidents:act')
  async end(@Req() request: FastifyRequest, @Param('id') id: string, @CurrentViewer() viewer: Viewer): Promise<void> {
    checkMerchant(viewer);
    checkPage(request, notOurPage);
    if (!(await stored(this.desk.end(viewer.tenant, id, this.clock.now())))) throw unknownSilence();
  }
}

function checkMerchant({ merchant }: Viewer): void {
  if (merchant !== '*') throw onlyAllMerchants();
}

function invalidSilence(): ProblemError {
  const detail = {
    ko: '본문은 { "when": { "segment": { "provider": "kg-inicis" } }, "minutes": 5~1440, "comment": 이유 } 형식의 JSON입니다. when에는 조건이 하나 이상 필요합니다.',
    en: 'Expected JSON such as { "when": { "segment": { "provider": "kg-inicis" } }, "minutes": 5 to 1440, "comment": why }; when needs at least one condition.',
  };
  return new ProblemError({ status: 400, code: 'invalid_query', detail });
}

function unknownSilence(): ProblemError {
  const detail = { ko: '그런 알림 끄기가 없거나 이미 끝났습니다.', en: 'There is no such silence, or it is over.' };
  return new ProblemError({ status: 404, code: 'silence_unknown', detail });
}
