import type { Problem } from '@tillwatch/contract';
import { Readiness } from '../health/readiness.js';
import { eventAt, openServer, type TestServer } from '../../test/open-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS';
const ask = (url: string, headers: Record<string, string> = {}, method: Method = 'GET') =>
  server.app.inject({ method, url, headers: { host: 'localhost', ...headers } });

describe('errors', () => {
  it.each<[string, Method, number, string]>([
    ['/nothing/here', 'GET', 404, 'not_found'],
    ['/v1/events', 'GET', 405, 'method_not_allowed'],
    ['/v1/stats', 'POST', 405, 'method_not_allowed'],
    ['/wall/main', 'DELETE', 405, 'method_not_allowed'],
    ['/%zz', 'GET', 400, 'bad_request'],
    ['/assets/../../package.json', 'GET', 404, 'not_found'],
    ['/assets/%2e%2e/%2e%2e/package.json', 'GET', 404, 'not_found'],
  ])('at %s (%s) are problem documents', async (...[url, method, status, code]) => {
    const answer = await ask(url, {}, method);
    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).not.toContain('node_modules');
  });

  it('name the methods there are', async () => {
    expect((await ask('/v1/events', {}, 'PUT')).headers.allow).toBe('POST');
    expect((await ask('/healthz', {}, 'POST')).headers.allow).toBe('GET, HEAD');
  });

  it('speak Korean to whoever prefers it', async () => {
    const korean = await ask('/nothing', { 'accept-language': 'en;q=0.5, ko' });
    expect([korean.json<Problem>().title, korean.headers['content-language']]).toEqual(['없는 주소', 'ko']);
    expect((await ask('/nothing', { 'accept-language': 'de' })).json<Problem>().title).toBe('Not found');
  });

  it('of ours show a reference that the log has, and neither stack nor data', async () => {
    const { app, store } = server;
    await server.redis.set(`${store.prefix}rejected:default`, 'no stream');
    const answer = await app.inject({ url: '/v1/rejections', headers: { host: 'localhost' } });
    await server.redis.del(`${store.prefix}rejected:default`);
    const problem = answer.json<Problem>();
    expect([answer.statusCode, problem.code]).toEqual([503, 'storage_away']);
    const ref = /^urn:tillwatch:ref:([0-9a-f]{8})$/.exec(problem.instance ?? '')?.[1] ?? 'none';
    const line = server.logged.find((logged) => logged.includes(ref)) ?? '';
    expect(line).toContain('WRONGTYPE');
    expect(answer.body).not.toMatch(/WRONGTYPE|\bat /);
  });
});

describe('every answer', () => {
  it('tells browsers to run nothing but this server’s own scripts', async () => {
    for (const url of ['/docs', '/healthz', '/nothing', '/%zz']) {
      const { headers } = await ask(url);
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(headers['content-security-policy']).not.toContain("'unsafe-inline'; script");
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

describe('readiness', () => {
  it('is given once every part is ready, and says which is not', async () => {
    const until = Date.now() + 10_000;
    while ((await ask('/readyz')).statusCode !== 200 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await ask('/readyz')).json()).toEqual({ ready: true, missing: [] });
    let reason: { ko: string; en: string } | undefined = { ko: '아직', en: 'not yet' };
    server.app.get(Readiness).require('a part', () => reason);
    server.app.get(Readiness).require('a broken part', () => Promise.reject(new Error('broken')));
    const answer = await ask('/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({
      ready: false,
      missing: [
        { part: 'a part', reason: 'not yet' },
        { part: 'a broken part', reason: 'does not answer' },
      ],
    });
    reason = undefined;
    server.app.get(Readiness).require('a broken part', () => undefined);
    expect((await ask('/readyz')).statusCode).toBe(200);
    expect((await ask('/healthz')).json()).toEqual({ status: 'ok' });
  });
});

describe('metrics', () => {
  it('count what was accepted, repeated and rejected', async () => {
    const authorization = `Bearer ${await server.key()}`;
    const event = eventAt(server.clock.ms);
    const body = JSON.stringify([event, event, eventAt(server.clock.ms, { outcome: 'fail' })]);
    await server.app.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { authorization, 'content-type': 'application/json' },
      payload: body,
    });
    await server.app.inject({ method: 'POST', url: '/v1/events', headers: { authorization, 'content-type': 'text/plain' }, payload: body });
    const lines = (await ask('/metrics')).body.split('\n');
    for (const line of [
      'tillwatch_events_accepted_total 1',
      'tillwatch_events_duplicate_total 1',
      'tillwatch_events_rejected_total{code="invalid_value"} 1',
      'tillwatch_event_requests_refused_total{code="unsupported_media_type"} 1',
      'tillwatch_ledger_commit_seconds_count 1',
      'tillwatch_counts_behind_seconds 2',
    ]) {
      expect(lines).toContain(line);
    }
    for (const line of lines.filter((one) => one !== ''))
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) [a-z_0-9]+ .+|[a-z_0-9]+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})? -?[\d.e+-]+)$/);
  });
});

describe('the documents', () => {
  it('name every route there is, and each problem', async () => {
    const document = (await ask('/openapi.json')).json<{
      openapi: string;
      paths: Record<string, object>;
      components: { schemas: Record<string, object> };
    }>();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/events', '/v1/stats', '/v1/series', '/v1/rejections', '/healthz', '/readyz', '/metrics']),
    );
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const method of Object.keys(methods)) {
        expect((await ask(path, {}, method.toUpperCase() as Method)).body).not.toContain('"code":"not_found"');
      }
    }
    const refs = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? '');
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(refs));
  });

  it('are a page without scripts in both languages', async () => {
    const korean = (await ask('/docs', { 'accept-language': 'ko' })).body;
    const english = (await ask('/docs?lang=en', { 'accept-language': 'ko' })).body;
    expect(korean).toContain('이벤트 보내기');
    expect(english).toContain('Send events');
    for (const page of [korean, english]) {
      expect(page).not.toMatch(/<script|style="|https?:\/\//);
      expect(page).toContain('id="card_data"'.replace('card_data', 'rate_limited'));
    }
  });
});
