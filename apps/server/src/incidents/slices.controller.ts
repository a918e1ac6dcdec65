import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import { dimensionOf, stageOf, type Catalogue } from '@tillwatch/catalogue';
import type { SliceAnswer, SliceFailures as SliceFailuresAnswer, WorstSlices } from '@tillwatch/contract';
import { WHOLE_ATTEMPT, type Journey, type Segment } from '@tillwatch/domain';
import { SliceFailures, Slices, type RawQuery, type Slice } from '@tillwatch/views';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { CATALOGUE } from '../platform/tokens.js';
import { ProblemError } from '../problems/problem-error.js';
import { invalidIncidentRequest, onlyAllMerchants } from './incident-problems.js';

/** How slices stand, and why they do or do not fire. */
@Controller('v1/slices')
@Needs('screens:view')
export class SlicesController {
  constructor(
    private readonly slices: Slices,
    private readonly failed: SliceFailures,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  one(@Query() query: RawQuery, @CurrentViewer() viewer: Viewer): SliceAnswer {
    const answer = this.slices.one(this.sliceOf(query, viewer));
    if (answer === undefined) throw notReady();
    return answer;
  }

  @Get('failures')
  @Header('cache-control', 'no-store')
  failures(@Query() query: RawQuery, @CurrentViewer() viewer: Viewer): SliceFailuresAnswer {
    const answer = this.failed.of(this.sliceOf(query, viewer));
    if (answer === undefined) throw notReady();
    return answer;
  }

  @Get('worst')
  @Header('cache-control', 'no-store')
  worst(@Query() query: RawQuery, @CurrentViewer() viewer: Viewer): WorstSlices {
    return this.slices.worst(viewer.tenant, this.journeyOf(query, viewer));
  }

  private sliceOf(query: RawQuery, viewer: Viewer): Slice {
    const journey = this.journeyOf(query, viewer);
    return { tenant: viewer.tenant, journey, stage: this.stageOf(query, journey), segment: segmentOf(query, journey) };
  }

  private journeyOf({ journey }: RawQuery, { merchant }: Viewer): Journey {
    if (merchant !== '*') throw onlyAllMerchants();
    const found = typeof journey === 'string' ? this.catalogue.journey(journey) : undefined;
    if (found !== undefined) return found;
    const known = this.catalogue.journeys.map(({ id }) => id).join(', ');
    throw invalidIncidentRequest(`journey는 다음 중 하나여야 합니다: ${known}`, `Expected journey as one of ${known}.`);
  }

  private stageOf({ stage }: RawQuery, journey: Journey): string {
    if (stage === undefined) return WHOLE_ATTEMPT;
    if (typeof stage === 'string' && (stage === WHOLE_ATTEMPT || stageOf(journey, stage) !== undefined)) return stage;
    const known = journey.stages.map(({ id }) => id).join(', ');
    throw invalidIncidentRequest(`stage는 다음 중 하나여야 합니다: ${known}`, `Expected stage as one of ${known}.`);
  }
}

/** `filter=provider:kg-inicis`, repeated or with commas. */
function segmentOf({ filter }: RawQuery, journey: Journey): Segment {
  const texts = filter === undefined ? [] : typeof filter === 'string' ? [filter] : filter;
  const pairs = texts.map((text): [string, string] => {
    const at = text.indexOf(':');
    const [dimension, value] = [text.slice(0, at), text.slice(at + 1)];
    if (at > 0 && value !== '' && dimensionOf(journey, dimension) !== undefined) return [dimension, value];
    const known = journey.dimensions.map(({ id }) => id).join(', ');
    throw invalidIncidentRequest(
      `filter는 provider:kg-inicis 같은 형식이고 기준은 다음 중 하나입니다: ${known}`,
      `Expected filter such as provider:kg-inicis, with one of ${known}.`,
    );
  });
  return Object.fromEntries(pairs);
}

function notReady(): ProblemError {
  const detail = { ko: '집계를 다시 읽는 중입니다. 잠시 뒤 다시 물어보세요.', en: 'The counts are being read back. Ask again shortly.' };
  return new ProblemError({ status: 503, code: 'not_ready', detail, retryAfter: 2 });
}
