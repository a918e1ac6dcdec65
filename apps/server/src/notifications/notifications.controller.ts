import { Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { ChannelTestAnswer, NotificationAnswer, NotificationsAnswer, PrecisionAnswer } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { checkPage, stored } from '../http/asked.js';
import { notOurPage, onlyAllMerchants } from '../incidents/incident-problems.js';
import { CLOCK } from '../platform/tokens.js';
import { ProblemError } from '../problems/problem-error.js';
import { ChannelDesk } from './channel-desk.js';
import { answerOf, NotificationsView } from './notifications-view.js';
import { PrecisionView } from './precision-view.js';

const querySchema = z.object({
  before: z
    .string()
    .regex(/^\d{1,16}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  state: z.literal('dead').optional(),
});

const daysSchema = z.object({ days: z.coerce.number().int().min(1).max(90).default(30) });

const DAYS = { ko: 'days는 1~90이어야 합니다.', en: 'Expected days from 1 to 90.' };
const EXPECTED = {
  ko: 'limit은 1~500, before는 앞 답의 next, state는 dead여야 합니다.',
  en: 'Expected limit from 1 to 500, before as the next of the answer before, and state as dead.',
};

/** Who is told of incidents, and what became of it. */
@Controller('v1')
export class NotificationsController {
  constructor(
    private readonly view: NotificationsView,
    private readonly desk: ChannelDesk,
    private readonly precision: PrecisionView,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('notifications')
  @Needs('stats:read')
  @Header('cache-control', 'no-store')
  async list(@Query() query: unknown, @CurrentViewer() { tenant, merchant }: Viewer): Promise<NotificationsAnswer> {
    if (merchant !== '*') throw onlyAllMerchants();
    const { data } = querySchema.safeParse(query);
    if (data === undefined) throw new ProblemError({ status: 400, code: 'invalid_query', detail: EXPECTED });
    const before = data.before === undefined ? undefined : Number(data.before);
    return stored(this.view.answer(tenant, { limit: data.limit, before, which: data.state }, this.clock.now()));
  }

  @Get('notifications/precision')
  @Needs('stats:read')
  @Header('cache-control', 'no-store')
  async precise(@Query() query: unknown, @CurrentViewer() { tenant, merchant }: Viewer): Promise<PrecisionAnswer> {
    if (merchant !== '*') throw onlyAllMerchants();
    const { data } = daysSchema.safeParse(query);
    if (data === undefined) throw new ProblemError({ status: 400, code: 'invalid_query', detail: DAYS });
    return stored(this.precision.answer(tenant, data.days, this.clock.now()));
  }

  @Post('notifications/:id/send-again')
  @HttpCode(200)
  @Needs('incidents:act')
  async sendAgain(@Req() request: FastifyRequest, @Param('id') id: string, @CurrentViewer() viewer: Viewer): Promise<NotificationAnswer> {
    checkMayAct(request, viewer);
    return answerOf(await stored(this.desk.sendAgain(viewer.tenant, id)));
  }

  @Post('channels/:id/test')
  @HttpCode(200)
  @Needs('incidents:act')
  async test(@Req() request: FastifyRequest, @Param('id') id: string, @CurrentViewer() viewer: Viewer): Promise<ChannelTestAnswer> {
    checkMayAct(request, viewer);
    return this.desk.test(id);
  }
}

function checkMayAct(request: FastifyRequest, { merchant }: Viewer): void {
  if (merchant !== '*') throw onlyAllMerchants();
  checkPage(request, notOurPage);
}
