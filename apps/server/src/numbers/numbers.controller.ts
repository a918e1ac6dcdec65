import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { JourneysAnswer, SeriesAnswer, StatsAnswer, WeakSpotsAnswer } from '@tillwatch/contract';
import { journeysAnswer, Numbers, NumbersError, WeakSpots, type NumbersSources, type RawQuery } from '@tillwatch/views';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { ProblemError } from '../problems/problem-error.js';
import { NUMBERS_SOURCES } from './numbers-sources.js';

/** Counts over a range, always with what the rate rests on, what was weak in it, and what there is to ask for. */
@Controller('v1')
@Needs('stats:read')
export class NumbersController {
  constructor(
    private readonly numbers: Numbers,
    private readonly weakSpots: WeakSpots,
    @Inject(NUMBERS_SOURCES) private readonly sources: NumbersSources,
  ) {}

  @Get('journeys')
  journeys(@CurrentViewer() viewer: Viewer): JourneysAnswer {
    const { catalogue, tierClock, clock } = this.sources;
    return journeysAnswer(catalogue, viewer, { timeZone: tierClock.timeZone, now: clock.now() });
  }

  @Get('stats')
  stats(@Query() query: RawQuery, @CurrentViewer() viewer: Viewer): Promise<StatsAnswer> {
    return asProblem(this.numbers.stats(query, viewer));
  }

  @Get('series')
  series(@Query() query: RawQuery, @CurrentViewer() viewer: Viewer): Promise<SeriesAnswer> {
    return asProblem(this.numbers.series(query, viewer));
  }

  @Get('weak-spots')
  weak(@Query() query: RawQuery, @CurrentViewer() viewer: Viewer): Promise<WeakSpotsAnswer> {
    return asProblem(this.weakSpots.find(query, viewer));
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
