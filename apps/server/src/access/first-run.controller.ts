import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { DEFAULT_TENANT, firstRunKey, isOwnPage, type AccessStore, type Viewer } from '@tillwatch/access';
import type { FirstRunKey } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import type { FastifyRequest } from 'fastify';
import { CLOCK } from '../platform/tokens.js';
import { ProblemError } from '../problems/problem-error.js';
import { storageAway } from '../problems/known-problems.js';
import { ACCESS_STORE } from './access-store.js';
import { Needs } from './needs.decorator.js';
import { CurrentViewer } from './request-identity.js';

const NOT_OURS = {
  ko: '/start 화면에서만 부를 수 있습니다. 다른 곳에서 쓸 키는 npx tillwatch token create로 만드세요.',
  en: 'Only the product’s own page (/start) may ask for this. Elsewhere, make a key with npx tillwatch token create.',
};
const NOT_ALLOWED = {
  ko: '이 토큰으로는 볼 수만 있습니다. 보내는 키는 npx tillwatch token create로 만드세요.',
  en: 'This token only looks. Make a key that sends with npx tillwatch token create.',
};

/** Hands the first-run page the key it shows. */
@Controller()
export class FirstRunController {
  constructor(
    @Inject(ACCESS_STORE) private readonly store: AccessStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The same key every time, for our own page only: opened by whoever sits at this machine, or has a key that may send anyway. */
  @Post('v1/first-run/key')
  @HttpCode(200)
  @Needs('screens:view')
  async key(@Req() request: FastifyRequest, @CurrentViewer() viewer: Viewer): Promise<FirstRunKey> {
    const { host, origin, 'sec-fetch-site': fetchSite } = request.headers;
    if (!isOwnPage({ host, origin, fetchSite })) throw new ProblemError({ status: 403, code: 'not_same_origin', detail: NOT_OURS });
    const maySend =
      viewer.by === 'loopback' || (viewer.scopes.includes('events:write') && viewer.tenant === DEFAULT_TENANT && viewer.merchant === '*');
    if (!maySend) throw new ProblemError({ status: 403, code: 'scope_missing', detail: NOT_ALLOWED });
    try {
      return { key: await firstRunKey(this.store, this.clock.now()) };
    } catch (error) {
      throw storageAway(error);
    }
  }
}
