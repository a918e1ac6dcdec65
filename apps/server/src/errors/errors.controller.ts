import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { Catalogue } from '@tillwatch/catalogue';
import type { ErrorsAnswer } from '@tillwatch/contract';
import { z } from 'zod';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { CATALOGUE } from '../platform/tokens.js';
import { storageAway } from '../problems/known-problems.js';
import { ProblemError } from '../problems/problem-error.js';
import { ErrorsBook } from './errors-book.js';
import { refuseMerchants } from './refuse-merchants.js';

const querySchema = z
  .object({ journey: z.string().max(64).optional(), from: z.iso.date().optional(), to: z.iso.date().optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to);

const EXPECTED = {
  ko: 'from과 to는 2026-11-22 같은 날짜이고 from이 to보다 늦으면 안 됩니다. 지난 8일까지 볼 수 있습니다.',
  en: 'Expected from and to as dates such as 2026-11-22, from not after to. The last eight days are kept.',
};

/** What reported errors were taken for, and which codes no file lists. */
@Controller('v1/errors')
export class ErrorsController {
  constructor(
    private readonly book: ErrorsBook,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
  ) {}

  /** The last seven days unless others are asked for. */
  @Get()
  @Needs('stats:read')
  @Header('cache-control', 'no-store')
  async read(@Query() query: unknown, @CurrentViewer() viewer: Viewer): Promise<ErrorsAnswer> {
    refuseMerchants(viewer);
    const { data } = querySchema.safeParse(query);
    if (data === undefined) throw new ProblemError({ status: 400, code: 'invalid_query', detail: EXPECTED });
    const { journey, from, to } = data;
    if (journey !== undefined && this.catalogue.journey(journey) === undefined) throw unknownJourney();
    try {
      return await this.book.read({ tenant: viewer.tenant, journey, from, to });
    } catch (error) {
      throw storageAway(error);
    }
  }
}

function unknownJourney(): ProblemError {
  const detail = { ko: '그런 결제 흐름이 없습니다.', en: 'There is no such journey.' };
  return new ProblemError({ status: 400, code: 'unknown_journey', detail });
}
