import { Controller, Delete, Get, Header, HttpCode, Inject, Param, Query } from '@nestjs/common';
import type { ApiKey, Viewer } from '@tillwatch/access';
import { MAX_ID_LENGTH, type AttemptAnswer } from '@tillwatch/contract';
import { AttemptLookup } from '@tillwatch/views';
import { NumbersNotReadyError } from '@tillwatch/windows';
import { Needs } from '../access/needs.decorator.js';
import { CurrentSender, CurrentViewer } from '../access/request-identity.js';
import { ProblemError } from '../problems/problem-error.js';
import { AttemptEraser } from './attempt-eraser.js';

/** What became of one attempt, and its erasure. */
@Controller('v1/attempts')
export class AttemptsController {
  constructor(
    private readonly lookup: AttemptLookup,
    @Inject(AttemptEraser) private readonly eraser: AttemptEraser,
  ) {}

  /** Stages, durations, who reported, errors in words. */
  @Get(':id')
  @Needs('stats:read')
  @Header('cache-control', 'no-store')
  async find(@Param('id') id: string, @Query('journey') journey: unknown, @CurrentViewer() viewer: Viewer): Promise<AttemptAnswer> {
    const answer = await ready(this.lookup.find(checked(id), viewer, journeyOf(journey)));
    if (answer === undefined) throw unknownAttempt();
    return answer;
  }

  /** Forgets the attempt. The numbers it counted in stay: they name nobody. */
  @Delete(':id')
  @Needs('events:write')
  @HttpCode(204)
  async erase(@Param('id') id: string, @Query('journey') journey: unknown, @CurrentSender() sender: ApiKey): Promise<void> {
    const hash = await ready(this.lookup.hashOf(checked(id), sender, journeyOf(journey)));
    if (hash === undefined) throw unknownAttempt();
    await this.eraser.erase(hash);
  }
}

function checked(id: string): string {
  if (id.length > 0 && id.length <= MAX_ID_LENGTH) return id;
  const detail = { ko: `시도 id는 1~${MAX_ID_LENGTH}자여야 합니다.`, en: `Expected an attempt’s id of 1 to ${MAX_ID_LENGTH} characters.` };
  throw new ProblemError({ status: 400, code: 'invalid_query', detail });
}

function journeyOf(journey: unknown): string | undefined {
  return typeof journey === 'string' ? journey : undefined;
}

function unknownAttempt(): ProblemError {
  const detail = {
    ko: '그런 시도를 모릅니다. 실패한 시도는 7일, 나머지는 끝나고 얼마 동안만 찾을 수 있습니다.',
    en: 'No such attempt is known. Failed ones can be looked up for seven days, others for a while after they ended.',
  };
  return new ProblemError({ status: 404, code: 'attempt_unknown', detail });
}

async function ready<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof NumbersNotReadyError)) throw error;
    const detail = {
      ko: '집계를 다시 읽는 중입니다. 잠시 뒤 다시 물어보세요.',
      en: 'The counts are being read back. Ask again shortly.',
    };
    throw new ProblemError({ status: 503, code: 'not_ready', detail, retryAfter: 2 }, { cause: error });
  }
}
