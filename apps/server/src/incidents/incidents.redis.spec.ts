import type {
  IncidentActionAnswer,
  IncidentDetail,
  IncidentsAnswer,
  Problem,
  SliceAnswer,
  SliceFailures,
  WorstSlices,
} from '@tillwatch/contract';
import { IncidentStore, open, resolve, type Finding } from '@tillwatch/incidents';
import { LiveJudge } from '@tillwatch/judge';
import { until } from '@tillwatch/testing';
import { eventAt, openServer, type TestServer } from '../../test/open-server.js';

let server: TestServer;
let key: string;

beforeEach(async () => {
  server = await openServer();
  key = await server.key({ name: 'Kim', scopes: ['events:write', 'screens:view', 'incidents:act'] });
});
afterEach(() => server.close());

const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, host: 'localhost:3210', 'content-type': 'application/json' });
const page = { host: 'localhost:3210', origin: 'http://localhost:3210', 'content-type': 'application/json' };
const finding: Finding = {
  ...{ kind: 'failure_rate', class: null, stage: 'authorisation', stages: ['authorisation'], severity: 'critical', recovering: false },
  ...{ startedAt: 0, cause: [{ segment: { provider: 'kg-inicis' }, extraShare: 0.9, trafficShare: 0.4 }], total: 200, failed: 60 },
  ...{ excess: 56, perMinute: 12, baseline: { rate: 0.02, low: 0.01, high: 0.03, source: 'learned', learning: false } },
  ...{ contrasts: [], errors: [{ category: 'issuer_unavailable', code: 'E-1', failed: 40 }], pages: true, maintenance: null },
  money: { currency: 'KRW', low: 1_240_000, high: 3_420_000, perHour: 2_180_000, unpriced: 4 },
  merchants: { count: 1, top: [{ merchant: 'm_01', total: 20, failed: 9 }] },
};

/** An incident that opened `ago` ms ago, and is over where it `isOver`. @returns its id */
async function incident(ago: number, { isOver = false, journey = 'checkout', tenant = 'default' } = {}): Promise<string> {
  const store = server.app.get(IncidentStore);
  const at = server.clock.ms - ago;
  const opened = open({ ...finding, startedAt: at - 60_000 }, { tenant, journey }, at);
  expect(await store.store(opened)).toBe('ok');
  if (isOver) expect(await store.store(resolve(opened.incident, {}, 'back_to_usual', at + 1_000))).toBe('ok');
  return opened.incident.id;
}

async function get<T>(url: string, token = key): Promise<T & Problem> {
  return (await server.app.inject({ url: `/v1${url}`, headers: headersOf(token) })).json<T & Problem>();
}

async function act(id: string, action: string, of: { body?: unknown; headers?: Record<string, string> } = {}) {
  const { body = {}, headers = headersOf(key) } = of;
  const url = `/v1/incidents/${id}/${action}`;
  const answer = await server.app.inject({ method: 'POST', url, headers, payload: JSON.stringify(body) });
  return { status: answer.statusCode, json: answer.json<IncidentActionAnswer & Problem>() };
}

describe('GET /v1/incidents', () => {
  it('lists open ones first, then the newest, as asked for', async () => {
    const old = await incident(9_000);
    const over = await incident(5_000, { isOver: true });
    const open = await incident(1_000);
    const elsewhere = await incident(3_000, { journey: 'subscription' });
    await incident(2_000, { tenant: 'other' });
    const ids = async (query = ''): Promise<string[]> => (await get<IncidentsAnswer>(`/incidents${query}`)).incidents.map(({ id }) => id);
    expect(await ids()).toEqual([open, elsewhere, old, over]);
    expect(await ids('?journey=checkout&status=open')).toEqual([open, old]);
    expect(await ids('?status=resolved')).toEqual([over]);
    expect(await ids(`?from=${new Date(server.clock.ms - 5_500).toISOString()}`)).toEqual([open, elsewhere, over]);
    const first = await get<IncidentsAnswer>('/incidents?limit=2&journey=checkout');
    expect(first.incidents.map(({ id }) => id)).toEqual([open, over]);
    expect(await ids(`?limit=2&journey=checkout&before=${first.next}`)).toEqual([old]);
    for (const wrong of ['?status=closed', '?from=yesterday', '?limit=0', '?before=-1'])
      expect(await get(`/incidents${wrong}`)).toMatchObject({ status: 400, code: 'invalid_query' });
  });

  it('tells everything about one: words, counts with their interval, what was known when', async () => {
    const id = await incident(1_000);
    await act(id, 'note', { body: { note: 'asked KG Inicis' } });
    const { incident: told, timeline, similar } = await get<IncidentDetail>(`/incidents/${id}`);
    expect(told).toMatchObject({ id, version: 2, total: 200, failed: 60, rate: 0.3, status: 'triggered', severity: 'critical' });
    expect(told.low).toBeLessThan(0.3);
    expect(told.money).toEqual(finding.money);
    expect(told.baseline).toEqual(finding.baseline);
    expect(told.high).toBeGreaterThan(0.3);
    expect(told.cause[0]).toMatchObject({ segment: { provider: 'kg-inicis' }, labels: [{ ko: 'KG이니시스', en: 'KG Inicis' }] });
    expect(timeline).toMatchObject([
      { type: 'noted', by: 'Kim', note: 'asked KG Inicis' },
      { type: 'opened', by: null },
    ]);
    expect(similar).toEqual([]);
    const another = await incident(500_000, { isOver: true });
    expect((await get<IncidentDetail>(`/incidents/${id}`)).similar).toMatchObject([
      { id: another, same: ['cause', 'provider', 'stage', 'error'] },
    ]);
  });

  it('knows nothing of what is not there or somebody else’s', async () => {
    const id = await incident(1_000, { tenant: 'other' });
    expect(await get(`/incidents/${id}`)).toMatchObject({ status: 404, code: 'incident_unknown' });
    expect(await get('/incidents/NOTTHERE')).toMatchObject({ status: 404, code: 'incident_unknown' });
    expect(await act(id, 'acknowledge')).toMatchObject({ status: 404, json: { code: 'incident_unknown' } });
  });

  it('is refused to a key of one merchant, whatever it asks', async () => {
    const id = await incident(1_000);
    const bound = await server.key({ merchant: 'm_01', scopes: ['screens:view', 'incidents:act'] });
    for (const url of ['/incidents', `/incidents/${id}`, '/slices?journey=checkout', '/slices/worst?journey=checkout'])
      expect(await get(url, bound)).toMatchObject({ status: 403, code: 'all_merchants_only' });
    expect((await act(id, 'resolve', { headers: headersOf(bound) })).json.code).toBe('all_merchants_only');
    expect((await get<IncidentDetail>(`/incidents/${id}`)).incident.status).toBe('triggered');
  });
});

describe('POST /v1/incidents/{id}/{action}', () => {
  it('answers with the numbers of now, whoever was first', async () => {
    const id = await incident(1_000);
    jest.spyOn(server.app.get(LiveJudge), 'latest').mockImplementation((stored) => ({ ...stored, total: 260, failed: 90 }));
    expect((await act(id, 'note', { body: { note: 'asked' } })).json).toMatchObject({ did: true, incident: { total: 260, failed: 90 } });
    await act(id, 'acknowledge');
    expect((await act(id, 'acknowledge')).json).toMatchObject({ did: false, incident: { total: 260, failed: 90 } });
  });

  it('is done in the name of the key, once: who comes second is told who was first', async () => {
    const id = await incident(1_000);
    const first = await act(id, 'acknowledge', { body: { by: 'somebody else' } });
    expect(first).toMatchObject({ status: 200, json: { did: true, incident: { status: 'acknowledged', acknowledgedBy: 'Kim' } } });
    const lee = headersOf(await server.key({ name: 'Lee', scopes: ['incidents:act'] }));
    expect((await act(id, 'acknowledge', { headers: lee })).json).toMatchObject({ did: false, incident: { acknowledgedBy: 'Kim' } });
    expect((await act(id, 'wrong-alarm', { headers: lee })).json).toMatchObject({
      ...{ did: true, incident: { status: 'resolved', wrongAlarm: true, resolvedBy: 'Lee', acknowledgedBy: 'Kim' } },
    });
    expect((await get<IncidentDetail>(`/incidents/${id}`)).timeline.map(({ type, by }) => [type, by])).toEqual([
      ['resolved', 'Lee'],
      ['acknowledged', 'Kim'],
      ['opened', null],
    ]);
  });

  it('takes an acknowledgement back for whoever gave it, in the timeline too', async () => {
    const id = await incident(1_000);
    await act(id, 'acknowledge');
    const lee = headersOf(await server.key({ name: 'Lee', scopes: ['incidents:act'] }));
    expect((await act(id, 'unacknowledge', { headers: lee })).json).toMatchObject({ did: false, incident: { acknowledgedBy: 'Kim' } });
    expect((await act(id, 'unacknowledge')).json).toMatchObject({
      ...{ did: true, incident: { status: 'triggered', acknowledgedBy: null, acknowledgedAt: null } },
    });
    expect((await act(id, 'acknowledge', { headers: lee })).json).toMatchObject({ did: true, incident: { acknowledgedBy: 'Lee' } });
    const { timeline } = await get<IncidentDetail>(`/incidents/${id}`);
    expect(timeline.map(({ type, reason, by }) => [type, reason, by])).toEqual([
      ['acknowledged', 'acknowledged', 'Lee'],
      ['unacknowledged', 'unacknowledged', 'Kim'],
      ['acknowledged', 'acknowledged', 'Kim'],
      ['opened', 'evidence_conclusive', null],
    ]);
  });

  it('of two at the same time lets one be first', async () => {
    const id = await incident(1_000);
    const both = await Promise.all([act(id, 'acknowledge'), act(id, 'acknowledge')]);
    expect(both.map(({ json }) => json.did).sort()).toEqual([false, true]);
    expect((await get<IncidentDetail>(`/incidents/${id}`)).timeline).toHaveLength(2);
  });

  it('takes the product’s own page on this machine with the name that it says, and no other page', async () => {
    const id = await incident(1_000);
    expect((await act(id, 'acknowledge', { headers: { host: page.host } })).json.code).toBe('not_same_origin');
    expect((await act(id, 'acknowledge', { headers: { ...page, origin: 'https://evil.example' } })).status).toBe(401);
    expect((await act(id, 'acknowledge', { headers: { host: page.host, 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    const cookie = { host: page.host, cookie: `tillwatch_token=${key}` };
    expect((await act(id, 'acknowledge', { headers: cookie })).status).toBe(403);
    expect((await act(id, 'snooze', { headers: page, body: { by: 'Park', minutes: 30 } })).json.incident.snoozedUntil).toBe(
      new Date(server.clock.ms + 30 * 60_000).toISOString(),
    );
    expect((await act(id, 'acknowledge', { headers: page })).json.incident.acknowledgedBy).toBe('—');
    expect((await get<IncidentDetail>(`/incidents/${id}`)).timeline.map(({ by }) => by)).toEqual(['—', 'Park', null]);
  });

  it('needs the scope, a known action and what belongs to it', async () => {
    const id = await incident(1_000);
    const looks = headersOf(await server.key({ scopes: ['screens:view'] }));
    expect((await act(id, 'resolve', { headers: looks })).json.code).toBe('scope_missing');
    for (const [action, body] of [
      ['close', {}],
      ['note', {}],
      ['note', { note: ' ' }],
      ['snooze', { minutes: 1 }],
      ['acknowledge', { who: 'Kim' }],
      ['acknowledge', 'Kim'],
    ] as const)
      expect((await act(id, action, { body })).json).toMatchObject({ status: 400, code: 'invalid_query' });
    expect((await get<IncidentDetail>(`/incidents/${id}`)).timeline).toHaveLength(1);
  });
});

describe('GET /v1/slices', () => {
  async function judged(): Promise<SliceAnswer> {
    const outcome = (i: number) => (i < 10 ? { outcome: 'failed', class: 'system' } : { outcome: 'ok' });
    const payload = Array.from({ length: 60 }, (_, i) => eventAt(server.clock.ms, { attempt: `a${i}`, ...outcome(i) }));
    await server.app.inject({ method: 'POST', url: '/v1/events', headers: headersOf(key), payload });
    for (;;) {
      const slice = await get<SliceAnswer>('/slices?journey=checkout&stage=authorisation&filter=provider:kg-inicis');
      if (slice.missing === 'usual') return slice;
      server.clock.ms += 1_000;
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  it('says how a slice stands and why it does not fire', async () => {
    expect(await judged()).toMatchObject({
      ...{ journey: 'checkout', stage: 'authorisation', segment: { provider: 'kg-inicis' }, labels: [{ en: 'KG Inicis' }] },
      ...{ state: 'learning', missing: 'usual', failuresToFire: null, pages: true, lowered: 0, incident: null },
    });
    const { series } = await get<SliceAnswer>('/slices?journey=checkout&stage=authorisation&filter=provider:kg-inicis');
    expect(series).toHaveLength(60);
    expect(series.reduce((sum, { total, failed }) => sum + total * 1_000 + failed, 0)).toBe(60_010);
    const nowhere = await get<SliceAnswer>('/slices?journey=checkout&filter=provider:nobody');
    expect(nowhere).toMatchObject({ state: 'not_judged', missing: 'not_judged', series: [], evidence: null });
  });

  it('says what failed during the last hour: by error, and the last attempts step by step', async () => {
    const at = server.clock.ms;
    const failing = (i: number, code?: string) => [
      eventAt(at - 60_000 + i, { attempt: `f${i}`, stage: 'window', id: `f${i}:w` }),
      eventAt(at - 50_000 + i * 1_000, {
        attempt: `f${i}`,
        id: `f${i}:a`,
        outcome: 'failed',
        ...(code === undefined ? {} : { error: { code } }),
      }),
    ];
    const payload = [
      ...failing(0, 'TIMEOUT'),
      ...failing(1, 'TIMEOUT'),
      ...failing(2, 'NO_SUCH_CODE'),
      ...failing(3),
      eventAt(at, { attempt: 'ok' }),
    ];
    const sent = await server.app.inject({ method: 'POST', url: '/v1/events', headers: headersOf(key), payload });
    expect(sent.json()).toMatchObject({ accepted: 9 });
    const ask = (query: string) => get<SliceFailures>(`/slices/failures?journey=checkout${query}`);
    await until(async () => (await ask('&stage=authorisation')).attempts.length === 4);
    const answer = await ask('&stage=authorisation&filter=provider:kg-inicis');
    expect(answer.errors).toMatchObject({ failed: 4, known: 3 });
    expect(answer.errors.top.map(({ code, failed }) => [code, failed])).toEqual([
      ['TIMEOUT', 2],
      ['NO_SUCH_CODE', 1],
    ]);
    expect(answer.attempts.map(({ stages }) => stages.at(-1)?.error?.code)).toEqual([undefined, 'NO_SUCH_CODE', 'TIMEOUT', 'TIMEOUT']);
    expect(answer.attempts[0]).toMatchObject({
      state: 'failed',
      dimensions: { provider: 'kg-inicis' },
      stages: [{ stage: 'window' }, { stage: 'authentication', outcome: 'ok' }, {}],
    });
    expect(answer.attempts[0]).not.toHaveProperty('attempt');
    expect((await ask('')).errors.failed).toBe(4);
    expect(await ask('&filter=provider:nobody')).toMatchObject({ errors: { failed: 0, known: 0, top: [] }, attempts: [] });
    expect(await ask('&stage=window')).toMatchObject({ errors: { failed: 0, known: 0, top: [] }, attempts: [] });
    expect((await ask('&filter=region:seoul')).errors).toBeNull();
    expect(await get('/slices/failures')).toMatchObject({ status: 400, code: 'invalid_query' });
  });

  it('counts those that are as usual where none is worse', async () => {
    await judged();
    const worst = await get<WorstSlices>('/slices/worst?journey=checkout');
    expect(worst.slices).toEqual([]);
    expect(worst.normal).toBeGreaterThan(0);
  });

  it('says what is expected where it cannot answer', async () => {
    for (const query of [
      '',
      '?journey=nowhere',
      '?journey=checkout&stage=nowhere',
      '?journey=checkout&filter=provider',
      '?journey=checkout&filter=a:b',
    ])
      expect(await get(`/slices${query}`)).toMatchObject({ status: 400, code: 'invalid_query' });
    expect(await get('/slices/worst')).toMatchObject({ status: 400, code: 'invalid_query' });
  });
});
