import { connect } from 'node:net';
import type { Problem } from '@tillwatch/contract';
import { verifyKey } from '@tillwatch/access';
import { openServer, type TestServer } from '../../test/open-server.js';

let open: TestServer;
let listening: TestServer;

beforeAll(async () => {
  open = await openServer();
  listening = await openServer({ listen: '0.0.0.0' });
});
afterAll(() => Promise.all([open.close(), listening.close()]));

interface Asking {
  readonly headers?: Record<string, string>;
  readonly method?: 'GET' | 'POST';
  readonly remoteAddress?: string;
}

async function ask(server: TestServer, url: string, { headers = {}, method = 'GET', remoteAddress = '127.0.0.1' }: Asking = {}) {
  const answer = await server.app.inject({ method, url, headers: { host: 'localhost:3210', ...headers }, remoteAddress });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.body,
    code: answer.body.startsWith('{') ? answer.json<Partial<Problem>>().code : undefined,
  };
}
const bearer = (key: string): Asking => ({ headers: { authorization: `Bearer ${key}` } });

describe('a server that only this machine reaches', () => {
  it('shows numbers and screens to whoever sits at it', async () => {
    expect((await ask(open, '/v1/rejections')).status).toBe(200);
    expect((await ask(open, '/metrics')).status).toBe(200);
    expect((await ask(open, '/wall/main')).code).not.toBe('key_missing');
  });

  it.each<[string, Asking]>([
    ['a rebound name', { headers: { host: 'evil.example:3210' } }],
    ['a page of another site', { headers: { origin: 'https://evil.example' } }],
    ['a tunnel', { headers: { 'x-forwarded-for': '203.0.113.7' } }],
    ['a proxy that names itself', { headers: { via: '1.1 proxy' } }],
    ['a proxy that names the address', { headers: { 'x-real-ip': '203.0.113.7' } }],
    ['a proxy that names the protocol', { headers: { 'x-forwarded-proto': 'https' } }],
    ['another machine', { remoteAddress: '203.0.113.7' }],
  ])('shows nothing to %s', async (_, asking) => {
    for (const url of ['/v1/rejections', '/metrics', '/wall/main', '/start', '/']) {
      expect(await ask(open, url, asking)).toMatchObject({ status: 401, code: 'key_missing' });
    }
    expect(await ask(open, '/v1/first-run/key', { ...asking, method: 'POST' })).toMatchObject({ status: 401 });
  });

  it('shows nothing to a proxy that says nothing of itself but speaks HTTP/1.0', async () => {
    const { port } = new URL(open.url);
    const answered = (version: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect({ port: Number(port), host: '127.0.0.1' });
        socket.on('error', reject).once('data', (data) => {
          socket.destroy();
          resolve(data.toString().slice(9, 12));
        });
        socket.write(`GET /v1/rejections HTTP/${version}\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
      });
    expect([await answered('1.1'), await answered('1.0')]).toEqual(['200', '401']);
  });

  it('still takes a key from elsewhere, and believes a wrong one nowhere', async () => {
    const key = await open.key({ scopes: ['stats:read'] });
    expect((await ask(open, '/v1/rejections', { headers: { host: 'wall.example', authorization: `Bearer ${key}` } })).status).toBe(200);
    expect(await ask(open, '/v1/rejections', bearer(`${key.slice(0, -4)}0000`))).toMatchObject({ status: 401, code: 'key_unknown' });
  });
});

describe('a server that others reach', () => {
  it.each(['/', '/start', '/wall/main', '/wall/other', '/v1/rejections', '/v1/stats', '/v1/series', '/metrics'])(
    'asks everybody for a token at %s',
    async (url) => {
      const answer = await ask(listening, url);
      expect(answer).toMatchObject({
        status: 401,
        code: 'key_missing',
        headers: { 'www-authenticate': expect.stringContaining('Bearer') as string },
      });
    },
  );

  it.each(['/healthz', '/openapi.json', '/docs', '/docs.css'])('tells everybody %s', async (url) => {
    expect((await ask(listening, url)).status).toBe(200);
  });

  it('lets a key see what its scopes allow', async () => {
    const reads = await listening.key({ scopes: ['stats:read'] });
    const looks = await listening.key({ scopes: ['screens:view'] });
    const sends = await listening.key({ scopes: ['events:write'] });
    expect((await ask(listening, '/v1/rejections', bearer(reads))).status).toBe(200);
    expect((await ask(listening, '/start', bearer(reads))).code).not.toBe('scope_missing');
    expect(await ask(listening, '/v1/rejections', bearer(looks))).toMatchObject({ status: 403, code: 'scope_missing' });
    expect(await ask(listening, '/wall/main', bearer(sends))).toMatchObject({ status: 403, code: 'scope_missing' });
  });

  it('turns a board’s link into a cookie and takes the token out of the address', async () => {
    const key = await listening.key({ scopes: ['screens:view'] });
    const linked = await ask(listening, `/wall/main?lang=ko&token=${key}`);
    expect(linked).toMatchObject({ status: 302, headers: { location: '/wall/main?lang=ko' } });
    const cookie = String(linked.headers['set-cookie']);
    expect(cookie).toMatch(/^tillwatch_token=tw_\w+; Path=\/; HttpOnly; SameSite=Lax/);
    const kept = { cookie: cookie.split(';')[0] ?? '' };
    expect((await ask(listening, '/wall/main', { headers: kept })).code).not.toBe('key_missing');
    expect(await ask(listening, '/wall/main', { headers: { ...kept, origin: 'https://evil.example' } })).toMatchObject({ status: 401 });
    expect(await ask(listening, '/v1/rejections', { headers: kept })).toMatchObject({ status: 403 });
  });

  it('keeps no wrong token and follows no address out of itself', async () => {
    const wrong = `tw_${'0'.repeat(10)}_${'0'.repeat(40)}`;
    const refused = await ask(listening, `/wall/main?token=${wrong}`);
    expect(refused).toMatchObject({ status: 401, code: 'key_unknown' });
    expect(refused.headers['set-cookie']).toBeUndefined();
    const key = await listening.key({ scopes: ['screens:view'] });
    for (const path of ['//evil.example/wall', '/\\evil.example']) {
      expect((await ask(listening, `${path}?token=${key}`)).headers.location ?? '').not.toMatch(/^(?:\/\/|https?:|\/\\)/);
    }
  });
});

describe('POST /v1/first-run/key', () => {
  const asked = async (server: TestServer, headers: Record<string, string> = {}) => {
    const answer = await server.app.inject({ method: 'POST', url: '/v1/first-run/key', headers: { host: 'localhost:3210', ...headers } });
    return { status: answer.statusCode, ...answer.json<Partial<Problem> & { key?: string }>() };
  };

  it('hands the page the same key every time, which sends and does nothing else', async () => {
    const first = await asked(open, { origin: 'http://localhost:3210' });
    expect(first.status).toBe(200);
    expect(await asked(open, { 'sec-fetch-site': 'same-origin' })).toEqual(first);
    expect(await verifyKey(open.store, first.key ?? '')).toMatchObject({ tenant: 'default', merchant: '*', scopes: ['events:write'] });
    expect(await ask(open, '/v1/rejections', bearer(first.key ?? ''))).toMatchObject({ status: 403 });
  });

  it('hands it to nobody but the page, which a browser vouches for', async () => {
    expect(await asked(open)).toMatchObject({ status: 403, code: 'not_same_origin' });
    expect(await asked(open, { 'sec-fetch-site': 'none' })).toMatchObject({ status: 403, code: 'not_same_origin' });
    expect(await asked(open, { origin: 'http://localhost:3210', via: '1.1 proxy' })).toMatchObject({ status: 401, code: 'key_missing' });
  });

  it('hands it to nobody who only looks', async () => {
    const origin = 'http://localhost:3210';
    expect(await asked(listening, { origin })).toMatchObject({ status: 401 });
    const looks = await listening.key({ scopes: ['stats:read', 'screens:view'] });
    expect(await asked(listening, { origin, authorization: `Bearer ${looks}` })).toMatchObject({ status: 403, code: 'scope_missing' });
    const both = await listening.key({ scopes: ['events:write', 'screens:view'] });
    expect(await asked(listening, { origin, authorization: `Bearer ${both}` })).toMatchObject({ status: 200 });
    expect(await asked(listening, { authorization: `Bearer ${both}`, origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      code: 'not_same_origin',
    });
  });
});
