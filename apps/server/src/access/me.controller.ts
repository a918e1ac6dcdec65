import { Controller, Get, Header } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { Me } from '@tillwatch/contract';
import { Needs } from './needs.decorator.js';
import { CurrentViewer } from './request-identity.js';

/** Tells a page whom it is read by. */
@Controller()
export class MeController {
  @Get('v1/me')
  @Needs('screens:view')
  @Header('cache-control', 'no-store')
  me(@CurrentViewer() { tenant, merchant, scopes, by, name, link }: Viewer): Me {
    const until = link === undefined ? null : new Date(link.until).toISOString();
    return { tenant, merchant, scopes: [...scopes], by, name: name ?? null, until };
  }
}
