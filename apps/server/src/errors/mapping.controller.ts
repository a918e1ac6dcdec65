import { Controller, Delete, HttpCode, Inject, Put, Query, Req } from '@nestjs/common';
import { isOwnPage, type Viewer } from '@tillwatch/access';
import type { Catalogue } from '@tillwatch/catalogue';
import { mappedCodeSchema, mappingRequestSchema, type ErrorMapping } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import type { FastifyRequest } from 'fastify';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { CATALOGUE, CLOCK } from '../platform/tokens.js';
import { storageAway } from '../problems/known-problems.js';
import { ErrorMappings } from './error-mappings.js';
import { mappingAnswer } from './errors-answer.js';
import { invalidMapping, mappingUnknown, notOurPage, tooManyMappings } from './mapping-problems.js';
import { refuseMerchants } from './refuse-merchants.js';

/** An installation's own word on what a code means. */
@Controller('v1/errors/mapping')
@Needs('config:write')
export class MappingController {
  constructor(
    private readonly mappings: ErrorMappings,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Events from now on are read so; those that were counted stay as they are. */
  @Put()
  async save(@Req() request: FastifyRequest, @CurrentViewer() viewer: Viewer): Promise<ErrorMapping> {
    checkAsker(request, viewer);
    const { data } = mappingRequestSchema.safeParse(jsonOf(request.body));
    if (data === undefined) throw invalidMapping();
    const { provider, code, category } = data;
    const mapping = { provider, ...methodOf(data), code, category, since: this.clock.now() };
    if (!(await stored(this.mappings.save(viewer.tenant, mapping)))) throw tooManyMappings();
    return mappingAnswer(mapping, this.catalogue.errors);
  }

  /** From now on the files have the word again. */
  @Delete()
  @HttpCode(204)
  async remove(@Req() request: FastifyRequest, @Query() query: unknown, @CurrentViewer() viewer: Viewer): Promise<void> {
    checkAsker(request, viewer);
    const { data } = mappedCodeSchema.safeParse(query);
    if (data === undefined) throw invalidMapping();
    const code = { provider: data.provider, ...methodOf(data), code: data.code };
    if (!(await stored(this.mappings.remove(viewer.tenant, code)))) throw mappingUnknown();
  }
}

/**
 * A key that is shown on purpose is enough. What a browser sends by itself (a cookie, being at this machine) counts only
 * from the product's own page: any other page can have the browser ask.
 */
function checkAsker({ headers }: FastifyRequest, viewer: Viewer): void {
  refuseMerchants(viewer);
  const { host, origin, authorization, 'sec-fetch-site': fetchSite } = headers;
  if (authorization === undefined && !isOwnPage({ host, origin, fetchSite })) throw notOurPage();
}

function methodOf({ method }: { readonly method?: string | null | undefined }): { method?: string } {
  return method === undefined || method === null || method.trim() === '' ? {} : { method };
}

function jsonOf(body: unknown): unknown {
  try {
    return Buffer.isBuffer(body) ? JSON.parse(body.toString('utf8')) : undefined;
  } catch {
    return undefined;
  }
}

async function stored<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw storageAway(error);
  }
}
