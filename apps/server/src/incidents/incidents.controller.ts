import { Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { Catalogue } from '@tillwatch/catalogue';
import {
  INCIDENT_ACTIONS,
  incidentActionSchema,
  type IncidentAction,
  type IncidentActionAnswer,
  type IncidentActionRequest,
  type IncidentDetail,
  type IncidentsAnswer,
} from '@tillwatch/contract';
import { incidentAnswer, IncidentsView } from '@tillwatch/views';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { checkPage, jsonOf, stored } from '../http/asked.js';
import { CATALOGUE } from '../platform/tokens.js';
import { IncidentDesk } from './incident-desk.js';
import { invalidIncidentRequest, notOurPage, onlyAllMerchants, unknownIncident } from './incident-problems.js';

const querySchema = z.object({
  journey: z.string().max(64).optional(),
  status: z.enum(['open', 'resolved']).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  before: z
    .string()
    .regex(/^\d{1,16}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Whose doing it is where neither key nor request names anybody. */
const NOBODY = '—';

/** Incidents, and what people do about them. */
@Controller('v1/incidents')
export class IncidentsController {
  constructor(
    private readonly incidents: IncidentsView,
    private readonly desk: IncidentDesk,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
  ) {}

  @Get()
  @Needs('screens:view')
  @Header('cache-control', 'no-store')
  async list(@Query() query: unknown, @CurrentViewer() viewer: Viewer): Promise<IncidentsAnswer> {
    checkMerchant(viewer);
    const { data } = querySchema.safeParse(query);
    if (data === undefined) throw invalidIncidentRequest(EXPECTED.ko, EXPECTED.en);
    const { journey, status, from, before, limit } = data;
    const range = { from: from === undefined ? undefined : Date.parse(from), before: before === undefined ? undefined : Number(before) };
    return stored(this.incidents.list({ tenant: viewer.tenant, journey, status, limit, ...range }));
  }

  @Get(':id')
  @Needs('screens:view')
  @Header('cache-control', 'no-store')
  async detail(@Param('id') id: string, @CurrentViewer() viewer: Viewer): Promise<IncidentDetail> {
    checkMerchant(viewer);
    const detail = await stored(this.incidents.detail(viewer.tenant, id));
    if (detail === undefined) throw unknownIncident();
    return detail;
  }

  @Post(':id/:action')
  @HttpCode(200)
  @Needs('incidents:act')
  async act(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('action') action: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<IncidentActionAnswer> {
    checkMerchant(viewer);
    checkPage(request, notOurPage);
    const wanted = INCIDENT_ACTIONS.find((each) => each === action);
    const { by = NOBODY, ...says } = bodyOf(request, wanted);
    if (wanted === undefined) throw invalidIncidentRequest(ACTIONS.ko, ACTIONS.en);
    const acted = await stored(this.desk.act({ tenant: viewer.tenant, id }, wanted, { ...saidOf(says), by: viewer.name ?? by }));
    if (acted === undefined) throw unknownIncident();
    return { incident: incidentAnswer(acted.incident, this.catalogue), did: acted.did };
  }
}

const EXPECTED = {
  ko: 'status는 open 또는 resolved, from은 2026-11-22T14:00:00+09:00 같은 시각, limit은 1~200이어야 합니다.',
  en: 'Expected status as open or resolved, from as a time such as 2026-11-22T14:00:00+09:00, limit from 1 to 200.',
};
const ACTIONS = {
  ko: `할 수 있는 일: ${INCIDENT_ACTIONS.join(', ')}`,
  en: `What can be done: ${INCIDENT_ACTIONS.join(', ')}.`,
};
const BODY = {
  ko: '본문은 { "by": 이름, "note": 메모, "minutes": 5~1440 } 형식의 JSON입니다. note에는 메모가 필요합니다.',
  en: 'Expected JSON such as { "by": name, "note": text, "minutes": 5 to 1440 }; a note needs its text.',
};

function bodyOf(request: FastifyRequest, action: IncidentAction | undefined): IncidentActionRequest {
  const isEmpty = !Buffer.isBuffer(request.body) || request.body.toString('utf8').trim() === '';
  const { data } = incidentActionSchema.safeParse(isEmpty ? {} : jsonOf(request));
  if (data === undefined || (action === 'note' && data.note === undefined)) throw invalidIncidentRequest(BODY.ko, BODY.en);
  return data;
}

function saidOf({ note, minutes }: IncidentActionRequest): { note?: string; minutes?: number } {
  return { ...(note === undefined ? {} : { note }), ...(minutes === undefined ? {} : { minutes }) };
}

function checkMerchant({ merchant }: Viewer): void {
  if (merchant !== '*') throw onlyAllMerchants();
}
