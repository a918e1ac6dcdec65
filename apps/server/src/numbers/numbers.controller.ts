import { Controller, Get, Query } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { SeriesAnswer, StatsAnswer } from '@tillwatch/contract';
import { Numbers, NumbersError, type RawQuery } from '@tillwatch/views';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { ProblemError } from '../problems/problem-error.js';

/** `GET /v1/stats` and `GET /v1/series`: counts over a range, always with what the rate rests on. */
@Controller('v1')
@Needs('stats:read')
export class NumbersController {
  constructor(private readonly numbers: Numbers) {}

  @Get('stats')
  stats(@Query() query: RawQuery, @CurrentViewer() viewer: Viewer): Promise<StatsAnswer> {
    return asProblem(this.numbers.stats(query, viewer));
  }

  @Get('series')
  series(@Query() query: RawQuery, @CurrentViewer() viewer: Viewer): Promise<SeriesAnswer> {
    return asProblem(this.numbers.series(query, viewer));
  }
}

/** Why a question is not answered, as a problem document. */
async function asProblem<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof NumbersError)) throw error;
    const { status, code, detail, more } = error;
    throw new ProblemError({ status, code, detail, ...more }, { cause: error });
  }
}
