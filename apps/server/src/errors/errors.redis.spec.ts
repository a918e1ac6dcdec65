import type { ErrorMapping, ErrorsAnswer, Problem, StatsAnswer } from '@tillwatch/contract';
import { eventAt, openServer, type TestServer } from '../../test/open-server.js';

let server: TestServer;
let key: string;

beforeEach(async () => {
  server = await openServer();
  key = await server.key({ scopes: ['events:write', 'stats:read', 'config:write'] });
});
afterEach(() => server.close());

const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, host: 'localhost:3210', 'content-type': 'application/json' });
const of = { provider: 'our-pay', method: 'card' };

function failed(error: object | undefined, more: object = {}): Record<string, unknown> {
  return eventAt(server.clock.ms, { outcome: 'failed', dimensions: { merchant: 'm_01', ...of }, error, ...more });
}

async function send(events: readonly object[], token = key): Promise<void> {
  const answer = await server.app.inject({ method: 'POST', url: '/v1/events', headers: headersOf(token), payload: [...events] });
  expect(answer.json()).toMatchObject({ rejected: [] });
}

async function read(query = '', token = key) {
  return (await server.app.inject({ url: `/v1/errors${query}`, headers: headersOf(token) })).json<ErrorsAnswer & Problem>();
}

async function map(body: object, headers: Record<string, string> = headersOf(key)) {
  const answer = await server.app.inject({ method: 'PUT', url: '/v1/errors/mapping', headers, payload: JSON.stringify(body) });
  return { status: answer.statusCode, json: answer.json<ErrorMapping & Problem>() };
}

async function undo(query: Record<string, string>, token = key): Promise<number> {
  const url = `/v1/errors/mapping?${new URLSearchParams(query).toString()}`;
  return (await server.app.inject({ method: 'DELETE', url, headers: headersOf(token) })).statusCode;
}

const mapping = { ...of, code: 'E-1', category: 'issuer_unavailable' };
const categoryOf = ({ categories }: ErrorsAnswer, name: string) => categories.find(({ category }) => category === name);

describe('GET /v1/errors', () => {
  it('tells what failures were taken for, with counts, and lists codes that no file has with redacted samples', async () => {
    const cancelled = failed({ code: '3001' }, { dimensions: { provider: 'nhn-kcp', method: 'card' } });
    const unlisted = failed({ code: 'E-1', message: 'ask kim@example.com, 010-1234-5678' }, { count: 3 });
    await send([cancelled, unlisted, failed({ code: 'E-2', message: '잔액부족' }), failed(undefined), eventAt(server.clock.ms)]);
    const answer = await read();
    expect(answer).toMatchObject({ journey: null, total: 6, byHow: { code: 1, text: 1, none: 4 }, other: 0, mappings: [] });
    expect(categoryOf(answer, 'unknown')).toMatchObject({ count: 4, share: 4 / 6, class: 'unknown' });
    expect(categoryOf(answer, 'customer_cancelled')).toMatchObject({ count: 1, class: 'drop_off' });
    expect(answer.unmapped.map(({ code, count, how }) => [code, count, how])).toEqual(
      expect.arrayContaining([
        ['E-1', 3, 'none'],
        ['E-2', 1, 'text'],
        ['', 1, 'none'],
      ]),
    );
    expect(answer.unmapped[0]).toMatchObject({
      ...{ ...of, code: 'E-1', category: 'unknown', mappedTo: null, lastSeen: expect.stringMatching(/Z$/) as string },
      samples: [{ stage: 'authorisation', message: 'ask ***@*** ***-****-****' }],
    });
  });

  it('does not count what came twice, and keeps three samples of a code', async () => {
    const event = failed({ code: 'E-1', message: 'one' });
    await send([event, failed({ code: 'E-1', message: 'two' }), { ...event }]);
    await send([event]);
    expect((await read()).total).toBe(2);
    await send([failed({ code: 'E-1', message: 'three' }), failed({ code: 'E-1', message: 'four' })]);
    const [row] = (await read()).unmapped;
    expect(row?.count).toBe(4);
    expect(row?.samples.map(({ message }) => message).sort()).toEqual(['one', 'three', 'two']);
  });

  it('matches raw events with accepted ones though others between them were rejected', async () => {
    const wrong = failed({ code: 'X' }, { outcome: 'fail' });
    const payload = [wrong, failed({ code: 'E-1', message: 'mine' }), wrong, wrong, failed({ code: 'E-2', message: 'yours' })];
    await server.app.inject({ method: 'POST', url: '/v1/events', headers: headersOf(key), payload });
    const rows = (await read()).unmapped.map(({ code, samples }) => [code, samples[0]?.message]);
    expect(rows.sort()).toEqual([
      ['E-1', 'mine'],
      ['E-2', 'yours'],
    ]);
  });

  it('is asked by days and journey, and keeps a tenant’s errors to itself', async () => {
    const day = 86_400_000;
    const backfilled = failed({ code: 'E-1' }, { backfill: true, occurredAt: new Date(server.clock.ms - 3 * day).toISOString() });
    await send([backfilled, failed({ code: 'E-1' })]);
    expect((await read()).total).toBe(2);
    const { to } = await read();
    expect(await read(`?from=${to}&to=${to}`)).toMatchObject({ from: to, to, total: 1 });
    expect((await read('?journey=checkout')).total).toBe(2);
    const other = await server.key({ tenant: 'other', scopes: ['stats:read', 'config:write'] });
    expect(await read('', other)).toMatchObject({ total: 0, unmapped: [], categories: expect.any(Array) as unknown });
    expect((await read('?from=yesterday')).code).toBe('invalid_query');
    expect((await read('?from=2026-11-22&to=2026-11-21')).code).toBe('invalid_query');
    expect((await read('?journey=nowhere')).code).toBe('unknown_journey');
  });

  it('is refused to a key of one merchant', async () => {
    const bound = await server.key({ merchant: 'm_01', scopes: ['stats:read', 'config:write'] });
    expect(await read('', bound)).toMatchObject({ status: 403, code: 'all_merchants_only' });
    expect((await map(mapping, headersOf(bound))).json.code).toBe('all_merchants_only');
  });

  it('shows in the metrics how errors were found', async () => {
    await send([failed({ code: 'E-1' }), failed({ code: 'CC98' }, { dimensions: { provider: 'nhn-kcp', method: 'card' } })]);
    const { body } = await server.app.inject({ url: '/metrics', headers: headersOf(key) });
    expect(body).toContain('tillwatch_error_codes_total{how="none"} 1');
    expect(body).toContain('tillwatch_error_codes_total{how="code"} 1');
  });
});

describe('a code that the installation maps', () => {
  it('is read so from the next event on, for its tenant alone, until that is undone', async () => {
    const other = await server.key({ tenant: 'other', scopes: ['events:write', 'stats:read', 'config:write'] });
    await send([failed({ code: 'E-1' })]);
    expect(await map(mapping)).toMatchObject({
      status: 200,
      json: { ...mapping, file: { path: 'catalogue/errors/our-pay.yaml', shipped: false } },
    });
    await send([failed({ code: 'e-1' })]);
    await send([failed({ code: 'E-1' })], other);
    const answer = await read();
    expect(answer).toMatchObject({ total: 2, byHow: { code: 1, none: 1 }, mappings: [{ code: 'E-1', category: 'issuer_unavailable' }] });
    expect(answer.unmapped).toMatchObject([{ code: 'E-1', count: 1, mappedTo: 'issuer_unavailable' }]);
    expect(categoryOf(answer, 'issuer_unavailable')?.count).toBe(1);
    expect(await read('', other)).toMatchObject({ byHow: { code: 0, none: 1 }, mappings: [] });
    expect(await undo({ ...of, code: 'E-1' }, other)).toBe(404);
    expect(await undo({ ...of, code: 'E-1' })).toBe(204);
    await send([failed({ code: 'E-1' })]);
    expect(await read()).toMatchObject({ byHow: { code: 1, none: 2 }, mappings: [] });
  });

  it('gives later failures the class of its category', async () => {
    await map(mapping);
    await send([failed({ code: 'E-1' }, { attempt: 'mapped' })]);
    const url = '/v1/stats?journey=checkout&stage=authorisation';
    const range = `&from=${new Date(Math.floor(server.clock.ms / 10_000) * 10_000).toISOString()}&to=${new Date(Math.floor(server.clock.ms / 10_000) * 10_000 + 10_000).toISOString()}`;
    let system = 0;
    while (system === 0) {
      const answer = (await server.app.inject({ url: url + range, headers: headersOf(key) })).json<Partial<StatsAnswer>>();
      system = answer.groups?.[0]?.system ?? 0;
      if (system === 0) await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(system).toBe(1);
  });

  it('takes a key that may, or the product’s own page on this machine', async () => {
    const reads = await server.key({ scopes: ['stats:read'] });
    expect((await map(mapping, headersOf(reads))).json).toMatchObject({
      code: 'scope_missing',
      detail: expect.stringContaining('YAML') as string,
    });
    const local = { host: 'localhost:3210', 'content-type': 'application/json' };
    expect((await map(mapping, local)).json.code).toBe('not_same_origin');
    expect((await map(mapping, { ...local, origin: 'https://evil.example' })).status).toBe(401);
    expect((await map(mapping, { ...local, origin: 'http://localhost:3210' })).status).toBe(200);
    expect((await map(mapping, { ...local, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const cookie = { ...local, cookie: `tillwatch_token=${key}` };
    expect((await map(mapping, cookie)).status).toBe(403);
  });

  it.each([
    [{ ...mapping, category: 'unknown' }],
    [{ ...mapping, category: 'nonsense' }],
    [{ ...mapping, code: ' ' }],
    [{ ...mapping, code: 'a\u0000' }],
    [{ ...mapping, provider: 'x'.repeat(201) }],
    [[]],
  ])('is refused where it is none: %j', async (body) => {
    expect((await map(body)).json).toMatchObject({ status: 400, code: 'invalid_mapping' });
  });
});
