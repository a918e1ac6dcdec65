import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import { MAX_ID_LENGTH, type RejectionsAnswer } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import { z } from 'zod';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { CLOCK } from '../platform/tokens.js';
import { storageAway } from '../problems/known-problems.js';
import { ProblemError } from '../problems/problem-error.js';
import { RejectedLog, type KeptRejection } from './rejected-log.js';

const MOST = 1_000;
const DEFAULT_LIMIT = 100;

const querySchema = z.object({
  id: z.string().min(1).max(MAX_ID_LENGTH).optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(DEFAULT_LIMIT),
});

const EXPECTED = {
  ko: `id는 1~${MAX_ID_LENGTH}자, limit은 1~${MOST}의 정수여야 합니다.`,
  en: `Expected id of 1 to ${MAX_ID_LENGTH} characters and limit as a whole number from 1 to ${MOST}.`,
};

/** "Why is my event missing?": what was rejected during the last 24 hours. */
@Controller('v1/rejections')
export class RejectionsController {
  constructor(
    private readonly rejected: RejectedLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The latest first; with `id` only those of that event. */
  @Get()
  @Needs('stats:read')
  @Header('cache-control', 'no-store')
  async list(@Query() query: unknown, @CurrentViewer() viewer: Viewer): Promise<RejectionsAnswer> {
    const asked = querySchema.safeParse(query);
    if (!asked.success) throw new ProblemError({ status: 400, code: 'invalid_query', detail: EXPECTED });
    const { tenant, merchant } = viewer;
    const kept = await this.read({ tenant, merchant, ...asked.data });
    return { rejections: kept.map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest })) };
  }

  private async read(of: Parameters<RejectedLog['list']>[0]): Promise<KeptRejection[]> {
    try {
      return await this.rejected.list(of, this.clock.now());
    } catch (error) {
      throw storageAway(error);
    }
  }
}
