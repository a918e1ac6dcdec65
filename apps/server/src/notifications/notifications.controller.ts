import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { NotificationsAnswer } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import { z } from 'zod';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { onlyAllMerchants } from '../incidents/incident-problems.js';
import { CLOCK } from '../platform/tokens.js';
import { storageAway } from '../problems/known-problems.js';
import { ProblemError } from '../problems/problem-error.js';
import { NotificationsView } from './notifications-view.js';

const querySchema = z.object({
  before: z
    .string()
    .regex(/^\d{1,16}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const EXPECTED = {
  ko: 'limit은 1~500, before는 앞 답의 next여야 합니다.',
  en: 'Expected limit from 1 to 500, and before as the next of the answer before.',
};

/** Who is told of incidents, and what became of it. */
@Controller('v1/notifications')
export class NotificationsController {
  constructor(
    private readonly view: NotificationsView,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Needs('stats:read')
  @Header('cache-control', 'no-store')
  async list(@Query() query: unknown, @CurrentViewer() { tenant, merchant }: Viewer): Promise<NotificationsAnswer> {
    if (merchant !== '*') throw onlyAllMerchants();
    const { data } = querySchema.safeParse(query);
    if (data === undefined) throw new ProblemError({ status: 400, code: 'invalid_query', detail: EXPECTED });
    const before = data.before === undefined ? undefined : Number(data.before);
    try {
      return await this.view.answer(tenant, { limit: data.limit, before }, this.clock.now());
    } catch (error) {
      throw storageAway(error);
    }
  }
}
