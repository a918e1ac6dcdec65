import { Controller, Delete, HttpCode, Inject, Put, Query, Req } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { Catalogue } from '@tillwatch/catalogue';
import { mappedCodeSchema, mappingRequestSchema, type ErrorMapping } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import type { FastifyRequest } from 'fastify';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { checkPage, jsonOf, stored } from '../http/asked.js';
import { CATALOGUE, CLOCK } from '../platform/tokens.js';
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
    const { data } = mappingRequestSchema.safeParse(jsonOf(request));
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

function checkAsker(request: FastifyRequest, viewer: Viewer): void {
  refuseMerchants(viewer);
  checkPage(request, notOurPage);
}

function methodOf({ method }: { readonly method?: string | null | undefined }): { method?: string } {
  return method === undefined || method === null || method.trim() === '' ? {} : { method };
}
